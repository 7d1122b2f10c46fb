package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.json.Json;
import io.leverageguard.venues.okx.OkxEvent;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import io.leverageguard.venues.okx.OkxMessages;
import io.leverageguard.venues.okx.OkxMessages.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is said on a WebSocket: ping, login, subscribe, unsubscribe, order commands. */
final class OkxDialogue {
    private static final long SKEW_SECONDS_MAX = 30;
    private static final long HOUR = 3_600_000;
    private static final int WORDS_MAX = 300;

    private final Exchange exchange;
    private final Clients clients;
    private final OkxSockets sockets;
    private final OkxChannels channels;
    private final OkxFirst first;
    private final OkxCommands commands;
    private final OkxApi api;

    OkxDialogue(
            Exchange exchange,
            Clients clients,
            OkxSockets sockets,
            OkxChannels channels,
            OkxFirst first,
            OkxCommands commands,
            OkxApi api) {
        this.exchange = exchange;
        this.clients = clients;
        this.sockets = sockets;
        this.channels = channels;
        this.first = first;
        this.commands = commands;
        this.api = api;
    }

    /** An error on a socket. */
    private static final class SocketRefusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        private SocketRefusal(int code, String words) {
            super(words, null, false, false);
            this.code = Integer.toString(code);
        }

        private String words() {
            return String.valueOf(getMessage());
        }
    }

    void hear(OkxPeer peer, String text) {
        peer.active = exchange.now();
        if (text.equals("ping")) {
            peer.send("pong", exchange.now());
            return;
        }
        JsonNode command;
        try {
            command = Json.tree(text);
        } catch (Refusal e) {
            sockets.answer(peer, invalid(null, text, peer));
            return;
        }
        String id = command.path("id").isValueNode() ? command.path("id").asString("") : "";
        @Nullable String echoed = id.isEmpty() ? null : id;
        if (!command.isObject() || !command.path("args").isArray()) {
            sockets.answer(peer, invalid(echoed, text, peer));
            return;
        }
        try {
            obey(peer, echoed, command);
        } catch (SocketRefusal e) {
            sockets.answer(peer, Frame.error(echoed, e.code, e.words(), peer.connId));
        } catch (OkxRefusal e) {
            sockets.answer(peer, invalid(echoed, text, peer));
        }
    }

    private static Frame<OkxEvent> invalid(@Nullable String id, String text, OkxPeer peer) {
        String shown = text.substring(0, Math.min(text.length(), WORDS_MAX));
        return Frame.error(id, "60012", "Invalid request: " + shown, peer.connId);
    }

    private void obey(OkxPeer peer, @Nullable String id, JsonNode command) {
        String op = command.path("op").asString("");
        List<OkxParams> args = new ArrayList<>();
        command.path("args").forEach(arg -> args.add(OkxParams.ofTree(arg)));
        switch (op) {
            case "login" -> login(peer, id, args);
            case "subscribe" -> {
                count(peer);
                for (OkxParams arg : args) {
                    subscribe(peer, id, arg(arg));
                }
            }
            case "unsubscribe" -> {
                count(peer);
                for (OkxParams arg : args) {
                    Arg channel = arg(arg);
                    peer.channels.remove(channel);
                    sockets.answer(peer, Frame.answer(id, "unsubscribe", channel, peer.connId));
                }
            }
            default -> {
                Optional<OkxCommands.Command> order = OkxCommands.Command.ofOp(op);
                if (order.isEmpty()) {
                    throw new SocketRefusal(60012, "Invalid request: unknown op " + op);
                }
                order(peer, id, op, order.get(), command.path("expTime").asString(""), args);
            }
        }
    }

    private static Arg arg(OkxParams params) {
        return new Arg(
                params.text("channel"),
                orNull(params, "instType"),
                orNull(params, "instFamily"),
                orNull(params, "instId"),
                orNull(params, "ccy"),
                orNull(params, "algoId"),
                null);
    }

    private static @Nullable String orNull(OkxParams params, String name) {
        return params.has(name) ? params.text(name) : null;
    }

    private void subscribe(OkxPeer peer, @Nullable String id, Arg arg) {
        String channel = OkxChannels.name(arg);
        if (!channels.has(peer.site, arg)) {
            String about = arg.instId() == null ? "" : ",instId:" + arg.instId();
            throw new SocketRefusal(
                    60018,
                    "Wrong URL or channel:"
                            + channel
                            + about
                            + " doesn't exist. Please use the correct URL, channel and parameters"
                            + " referring to API document.");
        }
        if (OkxChannels.isPrivate(channel) && peer.key == null) {
            throw new SocketRefusal(60011, "Please log in");
        }
        if (peer.channels.size() >= OkxPeer.CHANNELS_MAX) {
            throw new SocketRefusal(60014, "Requests too frequent");
        }
        sockets.answer(peer, Frame.answer(id, "subscribe", arg, peer.connId));
        first.tell(peer, arg);
        peer.channels.add(arg);
    }

    /** 480 changes in an hour are allowed. */
    private void count(OkxPeer peer) {
        long now = exchange.now();
        while (!peer.changes.isEmpty() && peer.changes.getFirst() <= now - HOUR) {
            peer.changes.removeFirst();
        }
        if (peer.changes.size() >= OkxPeer.CHANNELS_MAX) {
            if (sockets.limitsEnforced()) {
                throw new SocketRefusal(60014, "Requests too frequent");
            }
            return;
        }
        peer.changes.addLast(now);
    }

    private void login(OkxPeer peer, @Nullable String id, List<OkxParams> args) {
        count(peer);
        if (args.size() != 1) {
            throw new SocketRefusal(60013, "Invalid args");
        }
        OkxParams asked = args.getFirst();
        String text = needed(asked, "apiKey", 60001, "OK_ACCESS_KEY");
        String sign = needed(asked, "sign", 60002, "OK_ACCESS_SIGN");
        String passphrase = needed(asked, "passphrase", 60003, "OK_ACCESS_PASSPHRASE");
        String time = needed(asked, "timestamp", 60004, "OK_ACCESS_TIMESTAMP");
        checkTime(time);
        ApiKey key =
                clients.find(text)
                        .orElseThrow(() -> new SocketRefusal(60005, "Invalid OK_ACCESS_KEY"));
        if (!OkxSignature.matches(OkxSignature.login(key.secret(), time), sign)) {
            throw new SocketRefusal(60007, "Invalid sign");
        }
        if (!OkxSignature.matches(key.passphrase(), passphrase)) {
            throw new SocketRefusal(60024, "Wrong passphrase");
        }
        if (!key.permissions().contains(KeyPermission.READ)) {
            throw new SocketRefusal(60009, "Login failed.");
        }
        peer.key = key;
        sockets.answer(peer, Frame.answer(id, "login", null, peer.connId));
    }

    private static String needed(OkxParams asked, String name, int code, String words) {
        if (!asked.has(name)) {
            throw new SocketRefusal(code, "The parameter " + words + " can not be empty.");
        }
        return asked.text(name);
    }

    private void checkTime(String text) {
        if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
            throw new SocketRefusal(60004, "Invalid OK_ACCESS_TIMESTAMP");
        }
        long seconds = new BigDecimal(text).longValue();
        if (Math.abs(api.venueTime() / 1000 - seconds) > SKEW_SECONDS_MAX) {
            throw new SocketRefusal(60006, "Timestamp request expired");
        }
    }

    private void order(
            OkxPeer peer,
            @Nullable String id,
            String op,
            OkxCommands.Command command,
            String expTime,
            List<OkxParams> args) {
        ApiKey key = peer.key;
        if (peer.site != OkxPeer.Site.PRIVATE || key == null) {
            throw new SocketRefusal(60011, "Please log in");
        }
        if (!key.permissions().contains(KeyPermission.TRADE)) {
            answer(peer, id, op, Reply.refused("50120", "This API key doesn't have permission."));
            return;
        }
        try {
            api.checkExpiry(expTime);
            args.forEach(OkxDialogue::checkNamed);
            answer(peer, id, op, commands.run(command, key.account(), args));
        } catch (OkxRefusal refusal) {
            answer(peer, id, op, Reply.refused(refusal.code(), refusal.words()));
        } catch (ExchangeRefusal refusal) {
            OkxRefusal said = OkxRefusal.of(refusal);
            answer(peer, id, op, Reply.refused(said.code(), said.words()));
        }
    }

    /** On a WebSocket contracts go by their code; the name is not taken any more (2026-03). */
    private static void checkNamed(OkxParams order) {
        if (!order.has("instIdCode")) {
            throw OkxRefusal.missing("instIdCode");
        }
    }

    private void answer(OkxPeer peer, @Nullable String id, String op, Reply<?> reply) {
        String at = exchange.now() + "000";
        peer.send(
                OkxMessages.write(
                        new Frame<>(
                                id,
                                op,
                                null,
                                null,
                                null,
                                reply.code(),
                                reply.msg(),
                                List.copyOf(reply.data()),
                                null,
                                null,
                                null,
                                at,
                                at)),
                exchange.now());
    }
}

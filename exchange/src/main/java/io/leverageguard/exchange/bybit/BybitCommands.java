package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.bybit.BybitPeer.Family;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.json.Json;
import io.leverageguard.venues.bybit.BybitEvent.Answer;
import io.leverageguard.venues.bybit.BybitMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/** What a client says on a socket: who it is, what it wants to hear, and on one address orders. */
final class BybitCommands {
    private static final List<String> PRIVATE_TOPICS =
            List.of(
                    "order",
                    "execution",
                    "position",
                    "wallet",
                    BybitCancelOnLoss.TOPIC,
                    "dcp.spot",
                    "dcp.option");

    private final Clients clients;
    private final LongSupplier clock;
    private final BybitStreams streams;
    private final BybitTopics topics;
    private final BybitTrading trading;

    BybitCommands(
            Clients clients,
            LongSupplier clock,
            BybitStreams streams,
            BybitTopics topics,
            BybitTrading trading) {
        this.clients = clients;
        this.clock = clock;
        this.streams = streams;
        this.topics = topics;
        this.trading = trading;
    }

    /** Answers one frame. */
    void hear(BybitPeer peer, String frame) {
        peer.heard(clock.getAsLong());
        JsonNode command;
        try {
            command = Json.tree(frame);
        } catch (Refusal e) {
            refuse(peer, "", "", 10001, "Invalid JSON");
            return;
        }
        String op = command.path("op").asString("");
        switch (op) {
            case "ping" -> pong(peer, command);
            case "auth" -> login(peer, command);
            case "subscribe", "unsubscribe" -> choose(peer, command, op);
            default -> order(peer, command, op);
        }
    }

    private void order(BybitPeer peer, JsonNode command, String op) {
        if (peer.family != Family.TRADE) {
            refuse(peer, id(command), op, 10404, "error:invalid op");
            return;
        }
        streams.send(peer, BybitMessages.write(trading.answer(peer, command, op)));
    }

    private void pong(BybitPeer peer, JsonNode command) {
        String id = id(command);
        long now = clock.getAsLong();
        Answer pong =
                switch (peer.family) {
                    case PUBLIC -> Answer.publicPong(peer.id, id);
                    case PRIVATE -> Answer.privatePong(peer.id, id, now);
                    case TRADE -> Answer.trade(0, "OK", peer.id, id, "pong");
                };
        streams.send(peer, BybitMessages.write(pong));
    }

    /** Key, time of expiry in milliseconds, signature of it. */
    private void login(BybitPeer peer, JsonNode command) {
        JsonNode args = command.path("args");
        String id = id(command);
        String text = args.path(0).asString("");
        String expires = args.path(1).asString("");
        Optional<ApiKey> key = clients.find(text);
        if (peer.family == Family.PUBLIC) {
            refuse(peer, id, "auth", 10404, "error:handler not found,topic:auth");
        } else if (!expires.matches("[0-9]{1,18}")) {
            refuse(peer, id, "auth", 10001, "Params Error");
        } else if (Long.parseLong(expires) <= clock.getAsLong()) {
            refuse(peer, id, "auth", 10002, "expires is invalid");
        } else if (key.isEmpty()) {
            refuse(peer, id, "auth", 10003, "API key is invalid.");
        } else if (!BybitSignature.matches(
                key.get().secret(), BybitSignature.login(expires), args.path(2).asString(""))) {
            refuse(peer, id, "auth", 10004, "error sign!");
        } else if (peer.key() != null && peer.family == Family.TRADE) {
            refuse(peer, id, "auth", 20001, "Repeat auth");
        } else {
            peer.login(key.get());
            agree(peer, id, "auth", peer.family == Family.TRADE ? "OK" : "");
        }
    }

    private void choose(BybitPeer peer, JsonNode command, String op) {
        String id = id(command);
        if (peer.family == Family.TRADE) {
            refuse(peer, id, op, 10404, "op type is not found");
            return;
        }
        if (peer.family == Family.PRIVATE && peer.key() == null) {
            refuse(peer, id, op, 10003, "Request not authorized");
            return;
        }
        List<String> names = new ArrayList<>();
        for (JsonNode arg : command.path("args")) {
            names.add(arg.asString(""));
        }
        try {
            List<String> known = names.stream().map(name -> topic(peer, name)).toList();
            if (known.isEmpty() || peer.topics.size() + known.size() > BybitPeer.TOPICS_MAX) {
                throw BybitRefusal.params("args size");
            }
            boolean on = op.equals("subscribe");
            agree(peer, id, op, on || peer.family == Family.PUBLIC ? "" : "unsubscribe");
            known.forEach(name -> choose(peer, name, on));
        } catch (BybitRefusal refusal) {
            refuse(peer, id, op, refusal.code(), refusal.words());
        }
    }

    private void choose(BybitPeer peer, String name, boolean on) {
        if (!on) {
            peer.topics.remove(name);
            return;
        }
        peer.topics.add(name);
        String greeting = peer.family == Family.PUBLIC ? topics.greeting(name) : "";
        if (!greeting.isEmpty()) {
            streams.send(peer, greeting);
        }
    }

    /** The name of the topic that is meant; a private one may be asked for by category. */
    private String topic(BybitPeer peer, String name) {
        if (peer.family == Family.PUBLIC) {
            return topics.topic(name).name();
        }
        String suffix = "." + BybitParams.LINEAR;
        String plain =
                name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
        if (!PRIVATE_TOPICS.contains(plain)) {
            throw new BybitRefusal(10001, "error:handler not found,topic:" + name);
        }
        return plain;
    }

    private void agree(BybitPeer peer, String id, String op, String words) {
        Answer answer =
                peer.family == Family.TRADE
                        ? Answer.trade(0, words, peer.id, id, op)
                        : Answer.of(true, words, peer.id, id, op);
        streams.send(peer, BybitMessages.write(answer));
    }

    private void refuse(BybitPeer peer, String id, String op, int code, String words) {
        Answer answer =
                peer.family == Family.TRADE
                        ? Answer.trade(code, words, peer.id, id, op)
                        : Answer.of(false, words, peer.id, id, op);
        streams.send(peer, BybitMessages.write(answer));
    }

    /** Clients name their requests in two ways. */
    static String id(JsonNode command) {
        String id = command.path("req_id").asString("");
        return id.isEmpty() ? command.path("reqId").asString("") : id;
    }
}

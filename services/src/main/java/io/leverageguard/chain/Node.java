package io.leverageguard.chain;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * An Ethereum node, by JSON-RPC. An {@link IOException} means that nothing is known about what it
 * did, a {@link NodeRefusal} that it said no.
 */
final class Node {
    /** Where a transaction was mined, and whether it ran through. */
    record Receipt(String hash, long block, String blockHash, boolean success) {}

    /** A block. */
    record Block(long number, String hash, BigInteger baseFee) {}

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final BigInteger ORDINARY_TIP = BigInteger.valueOf(1_000_000_000);

    private final WebClient web;
    private final URI rpc;
    private final AtomicLong ids = new AtomicLong();

    Node(WebClient web, URI rpc) {
        this.web = web;
        this.rpc = rpc;
    }

    long chainId() throws IOException, NodeRefusal {
        return quantity(call("eth_chainId")).longValueExact();
    }

    /** How many transactions of {@code address} the node knows, waiting ones included. */
    long transactionCount(String address) throws IOException, NodeRefusal {
        return quantity(call("eth_getTransactionCount", address, "pending")).longValueExact();
    }

    long estimateGas(String from, String to, String data) throws IOException, NodeRefusal {
        Map<String, String> transaction = new LinkedHashMap<>();
        transaction.put("from", from);
        transaction.put("to", to);
        transaction.put("data", data);
        return quantity(call("eth_estimateGas", transaction)).longValueExact();
    }

    /** What one pays at present. */
    Fees fees() throws IOException, NodeRefusal {
        BigInteger baseFee = latest().baseFee();
        BigInteger tip;
        try {
            tip = quantity(call("eth_maxPriorityFeePerGas"));
        } catch (NodeRefusal e) {
            tip = ORDINARY_TIP; // Not every node has this call.
        }
        return Fees.over(baseFee, tip);
    }

    /** Gives a signed transaction to the network. */
    void send(String raw) throws IOException, NodeRefusal {
        call("eth_sendRawTransaction", raw);
    }

    Optional<Receipt> receipt(String hash) throws IOException, NodeRefusal {
        JsonNode found = call("eth_getTransactionReceipt", hash);
        if (found.isNull()) {
            return Optional.empty();
        }
        return Optional.of(
                new Receipt(
                        hash,
                        quantity(found.path("blockNumber")).longValueExact(),
                        found.path("blockHash").asString(),
                        quantity(found.path("status")).signum() > 0));
    }

    Block latest() throws IOException, NodeRefusal {
        return block("latest").orElseThrow(() -> new NodeRefusal("there is no latest block"));
    }

    Optional<Block> block(long number) throws IOException, NodeRefusal {
        return block(Hex.quantity(number));
    }

    private Optional<Block> block(String which) throws IOException, NodeRefusal {
        JsonNode found = call("eth_getBlockByNumber", which, false);
        if (found.isNull()) {
            return Optional.empty();
        }
        return Optional.of(
                new Block(
                        quantity(found.path("number")).longValueExact(),
                        found.path("hash").asString(),
                        quantity(found.path("baseFeePerGas"))));
    }

    /** Calls any method; {@code null} as a result comes back as JSON null. */
    JsonNode call(String method, Object... params) throws IOException, NodeRefusal {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("jsonrpc", "2.0");
        request.put("id", ids.incrementAndGet());
        request.put("method", method);
        request.put("params", List.of(params));
        Map<String, String> headers = Map.of("content-type", "application/json");
        Reply reply = web.send(new Call("POST", rpc, headers, Json.bytes(request), TIMEOUT));
        JsonNode answer = parsed(reply);
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            throw new NodeRefusal(method + ": " + error.path("message").asString());
        }
        if (!answer.has("result")) {
            throw new IOException(method + ": HTTP " + reply.status() + " without a result");
        }
        return answer.path("result");
    }

    private static JsonNode parsed(Reply reply) throws IOException {
        try {
            return Json.tree(reply.body());
        } catch (Refusal notJson) {
            String what = reply.status() == OK ? "no JSON" : "HTTP " + reply.status();
            throw new IOException("the node answered " + what, notJson);
        }
    }

    private static BigInteger quantity(JsonNode node) throws IOException {
        try {
            return Hex.number(node.asString());
        } catch (NumberFormatException e) {
            throw new IOException("the node answered no number", e);
        }
    }
}

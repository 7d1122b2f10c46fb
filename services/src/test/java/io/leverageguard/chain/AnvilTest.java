package io.leverageguard.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.chain.Chain.ChainTx;
import io.leverageguard.api.chain.Chain.ChainTxs;
import io.leverageguard.api.chain.Chain.State;
import io.leverageguard.api.chain.ChainEvent.ChainTxChanged;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.Fund.AnnounceDeposit;
import io.leverageguard.api.fund.Fund.ConfirmDeposit;
import io.leverageguard.api.fund.Fund.Purpose;
import io.leverageguard.fund.FundModule;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.testkit.TestKit;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The life of anchors on a real EVM chain. */
class AnvilTest {
    private static final Actor OPERATOR =
            new Actor(new UserId(new UUID(9, 3)), "desk", Set.of(Role.OPERATOR));
    private static final Actor TRADER =
            new Actor(new UserId(new UUID(9, 1)), "ten-x", Set.of(Role.TRADER));
    private static final Duration STEP = Duration.ofSeconds(10);

    private final TestKit testKit = TestKit.create();
    private final Fund fund = new FundModule(testKit.kit()).api();
    private final Database database = testKit.kit().databases().open("chain");
    private final Anvil anvil = anvil();
    private Desk desk = desk(anvil.rpc(), Anvil.CHAIN_ID, "");
    private int deposits;

    /** One start of the service on the database, keystore and node that outlive it. */
    private record Desk(ChainService service, Sender sender, EvmNetwork network) {}

    @BeforeAll
    static void needsAnvil() {
        Assumptions.assumeTrue(
                Anvil.isInstalled(), "anvil is absent: run 'npm ci' in tools/ to have it");
    }

    private Anvil anvil() {
        try {
            return Anvil.start(testKit.kit().web());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Desk desk(URI rpc, long chainId, String contract) {
        Kit kit = testKit.kit();
        Keystore keystore = new Keystore(kit.data().resolve("keystore"), kit.secrets());
        EvmNetwork network =
                new EvmNetwork(
                        new ChainConfig.Settings("local", chainId, rpc, 2, "v1", contract),
                        new Node(kit.web(), rpc),
                        keystore.key("local"));
        ChainService service =
                new ChainService(
                        database,
                        new ChainRepository(),
                        List.of(network),
                        fund,
                        kit.ids(),
                        kit.clock());
        return new Desk(service, new Sender(List.of(network), service), network);
    }

    @BeforeEach
    void fill() {
        anvil.mineOnlyWhenTold();
        anvil.fund(desk.network().key().address());
        growLedger();
    }

    @AfterEach
    void close() {
        anvil.close();
        testKit.close();
    }

    @Test
    void anchorIsSentMinedAndConfirmed() {
        ChainTx recorded = anchor();
        assertThat(recorded.state()).isEqualTo(State.PENDING);
        assertThat(recorded.payload()).isEqualTo(fund.head(OPERATOR, None.NONE).hash());
        step();
        assertThat(only().state()).isEqualTo(State.SUBMITTED);
        anvil.mine(1);
        step();
        assertThat(only().state()).isEqualTo(State.MINED);
        anvil.mine(1);
        step();
        assertThat(only().state()).isEqualTo(State.MINED);
        anvil.mine(1);
        step();
        assertThat(only().state()).isEqualTo(State.CONFIRMED);
        assertThat(states())
                .containsExactly(
                        State.PENDING, State.SENT, State.SUBMITTED, State.MINED, State.CONFIRMED);
        JsonNode onChain = anvil.call("eth_getTransactionByHash", only().hashes().getFirst());
        assertThat(onChain.path("input").asString()).isEqualTo("0x" + recorded.payload());
        assertThat(onChain.path("type").asString()).isEqualTo("0x2");
        assertThat(onChain.path("from").asString()).isEqualTo(desk.network().key().address());
        assertThat(desk.service().audit().verify().intact()).isTrue();
    }

    @Test
    void sameHeadIsAnchoredOnceAndTheNextOneHasTheNextNonce() {
        ChainTx first = anchor();
        assertThat(anchor()).isEqualTo(first);
        growLedger();
        ChainTx second = anchor();
        assertThat(second.nonce()).isEqualTo(first.nonce() + 1);
        step();
        anvil.mine(3);
        step();
        assertThat(desk.service().transactions(OPERATOR, None.NONE).transactions())
                .extracting(ChainTx::state)
                .containsExactly(State.CONFIRMED, State.CONFIRMED);
    }

    @Test
    void unminedTransactionIsReplacedByOneThatOffersMore() {
        anchor();
        step();
        String first = only().hashes().getFirst();
        step();
        assertThat(only().hashes()).containsExactly(first);
        step();
        assertThat(only().hashes()).hasSize(2).endsWith(first);
        assertThat(only().state()).isEqualTo(State.SUBMITTED);
        String last = only().hashes().getFirst();
        JsonNode pool = anvil.call("eth_getTransactionByHash", last);
        BigInteger offered = Hex.number(pool.path("maxFeePerGas").asString());
        anvil.mine(3);
        step();
        assertThat(only().state()).isEqualTo(State.CONFIRMED);
        JsonNode receipt = anvil.call("eth_getTransactionReceipt", last);
        assertThat(receipt.path("status").asString()).isEqualTo("0x1");
        assertThat(offered).isGreaterThan(BigInteger.valueOf(1_000_000_000));
        assertThat(anvil.call("eth_getTransactionReceipt", first).isNull()).isTrue();
    }

    @Test
    void nonceAndTransactionsSurviveARestart() {
        ChainTx first = anchor();
        step();
        desk = desk(anvil.rpc(), Anvil.CHAIN_ID, "");
        growLedger();
        ChainTx second = anchor();
        assertThat(second.nonce()).isEqualTo(first.nonce() + 1);
        step();
        anvil.mine(3);
        step();
        assertThat(desk.service().transactions(OPERATOR, None.NONE).transactions())
                .extracting(ChainTx::state)
                .containsExactly(State.CONFIRMED, State.CONFIRMED);
    }

    @Test
    void transactionWhoseBlockLeftTheChainIsSentAgain() {
        JsonNode snapshot = anvil.call("evm_snapshot");
        anchor();
        step();
        anvil.mine(1);
        step();
        assertThat(only().state()).isEqualTo(State.MINED);
        String hash = only().hashes().getFirst();
        anvil.call("evm_revert", snapshot.asString());
        step();
        assertThat(only().state()).isEqualTo(State.SUBMITTED);
        assertThat(only().block()).isZero();
        anvil.mine(3);
        step();
        assertThat(only().state()).isEqualTo(State.CONFIRMED);
        assertThat(only().hashes()).containsExactly(hash);
    }

    @Test
    void blockThatWasExchangedForAnotherIsNoticed() {
        anvil.mine(3);
        anchor();
        step();
        anvil.mine(1);
        step();
        assertThat(only().state()).isEqualTo(State.MINED);
        anvil.mine(1);
        anvil.call("anvil_reorg", 2, List.of());
        step();
        assertThat(states()).contains(State.MINED, State.SUBMITTED);
        assertThat(states().subList(states().indexOf(State.MINED), states().size()))
                .startsWith(State.MINED, State.SUBMITTED);
        anvil.mine(1);
        step();
        anvil.mine(2);
        step();
        assertThat(only().state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void transactionThatIsNotMinedInTimeGivesItsNonceToNothing() {
        anchor();
        step();
        testKit.clock().advance(Sender.VALIDITY);
        step();
        assertThat(only().state()).isEqualTo(State.EXPIRED);
        anvil.mine(3);
        step();
        assertThat(only().state()).isEqualTo(State.CANCELED);
        JsonNode mined = anvil.call("eth_getTransactionByHash", only().hashes().getFirst());
        assertThat(mined.path("input").asString()).isEqualTo("0x");
    }

    @Test
    void senderWithoutEtherWaitsUntilItHasSome() {
        anvil.call("anvil_setBalance", desk.network().key().address(), "0x0");
        anchor();
        step();
        assertThat(only().state()).isIn(State.PENDING, State.SENT);
        anvil.fund(desk.network().key().address());
        step();
        anvil.mine(1);
        step();
        assertThat(only().state()).isEqualTo(State.MINED);
    }

    @Test
    void configuredContractIsCalled() {
        desk = desk(anvil.rpc(), Anvil.CHAIN_ID, "0x" + "1".repeat(40));
        ChainTx tx = anchor();
        step();
        JsonNode onChain = anvil.call("eth_getTransactionByHash", only().hashes().getFirst());
        String selector = Hex.of(Keccak.hash("anchor(bytes32)")).substring(0, 10);
        assertThat(onChain.path("input").asString()).isEqualTo(selector + tx.payload());
        assertThat(onChain.path("to").asString()).isEqualTo("0x" + "1".repeat(40));
    }

    @Test
    void silentNodeAndWrongChainAreRefusedInWords() {
        desk = desk(anvil.rpc(), 1, "");
        assertThatThrownBy(this::anchor)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("on chain 31337, not on 1");
        desk = desk(URI.create("http://127.0.0.1:9"), Anvil.CHAIN_ID, "");
        assertThatThrownBy(this::anchor)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("local does not answer");
        assertThat(desk.service().transactions(OPERATOR, None.NONE).transactions()).isEmpty();
    }

    @Test
    void nodeThatDiesInBetweenChangesNothing() {
        anchor();
        step();
        anvil.close();
        step();
        assertThat(only().state()).isEqualTo(State.SUBMITTED);
    }

    private ChainTx anchor() {
        ChainTxs anchored = desk.service().anchor(OPERATOR, None.NONE);
        return anchored.transactions().getFirst();
    }

    private void step() {
        testKit.clock().advance(STEP);
        desk.sender().run();
    }

    private ChainTx only() {
        return desk.service().transactions(OPERATOR, None.NONE).transactions().getFirst();
    }

    private List<State> states() {
        return desk.service().events().read(0, 100).stream()
                .map(stored -> ((ChainTxChanged) stored.event()).transaction().state())
                .toList();
    }

    private void growLedger() {
        UUID id = new UUID(5, ++deposits);
        fund.announceDeposit(
                TRADER, new AnnounceDeposit(id, Purpose.PREPAID, Money.usdt("10"), "wire"));
        fund.confirmDeposit(OPERATOR, new ConfirmDeposit(id, "seen"));
    }
}

package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.engine.Command;
import io.leverageguard.engine.Engine;
import io.leverageguard.engine.Verdict;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The instruments that the engine knows. Touched by the engine's thread only. */
final class Contracts {
    private final Engine engine;
    private final Changes changes;
    private final Map<String, Contract> byName = new HashMap<>();
    private final Map<Integer, Contract> byNumber = new HashMap<>();

    Contracts(Engine engine, Changes changes) {
        this.engine = engine;
        this.changes = changes;
    }

    /** Takes over what is stored. */
    void load(Collection<Contract> stored) {
        byName.clear();
        byNumber.clear();
        stored.forEach(this::put);
    }

    /** The instrument's contract, which the engine is told of when it is new. */
    Contract of(Instrument instrument) {
        Contract known = byName.get(key(instrument.venue(), instrument.symbol()));
        if (known != null) {
            return known;
        }
        Contract contract = contract(byName.size() + 1, instrument);
        Verdict verdict =
                engine.apply(new Command.AddInstrument(contract.number(), contract.unitNotional()));
        if (verdict != Verdict.OK) {
            throw new IllegalStateException("the engine says " + verdict);
        }
        put(contract);
        changes.contracts.add(contract);
        return contract;
    }

    /** The instrument's contract; one without a number where the engine does not know it. */
    Contract find(Instrument instrument) {
        Contract known = byName.get(key(instrument.venue(), instrument.symbol()));
        return known == null ? contract(0, instrument) : known;
    }

    /** A contract that has been traded. */
    Contract known(String venue, String symbol) {
        return Objects.requireNonNull(byName.get(key(venue, symbol)), "no contract");
    }

    /** The contract behind a number. */
    Contract known(int number) {
        return Objects.requireNonNull(byNumber.get(number), "no contract");
    }

    /** Every contract that was ever traded. */
    Collection<Contract> all() {
        return byNumber.values();
    }

    private static Contract contract(int number, Instrument instrument) {
        return new Contract(
                number,
                instrument.venue(),
                instrument.symbol(),
                instrument.quote(),
                instrument.tickSize(),
                instrument.lotSize());
    }

    private void put(Contract contract) {
        byName.put(key(contract.venue(), contract.symbol()), contract);
        byNumber.put(contract.number(), contract);
    }

    private static String key(String venue, String symbol) {
        return venue + "/" + symbol;
    }
}

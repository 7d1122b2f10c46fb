package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Random batches from few ids, few accounts and small amounts, so that repetitions, conflicts,
 * overdrafts and second completions are common.
 */
final class Histories {
    static final List<String> ACCOUNTS =
            List.of(
                    "CASH:custody",
                    "CUSTOMER_PREPAID:a",
                    "CUSTOMER_PREPAID:b",
                    "UNEARNED_PREMIUM",
                    "EARNED_PREMIUM",
                    "CLAIMS_INCURRED",
                    "CLAIMS_RESERVE:CASE:1",
                    "CLAIMS_PAYABLE:1",
                    "CAPITAL:p");

    private final Random random;
    private final List<Batch> sent = new ArrayList<>();

    Histories(long seed) {
        random = new Random(seed);
    }

    /** The next batch; {@code model} shows which transfers there are to refer to. */
    Batch next(ModelLedger model) {
        if (!sent.isEmpty() && random.nextInt(8) == 0) {
            return sent.get(random.nextInt(sent.size()));
        }
        List<Leg> legs = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            legs.add(leg(model, legs));
        }
        Batch batch = new Batch(new UUID(1, random.nextInt(200)), "r" + random.nextInt(3), legs);
        sent.add(batch);
        return batch;
    }

    private Leg leg(ModelLedger model, List<Leg> sameBatch) {
        int dice = random.nextInt(10);
        if (dice < 4) {
            return free(TransferKind.SINGLE, null);
        }
        if (dice < 6) {
            return free(TransferKind.PENDING, null);
        }
        TransferKind kind = random.nextBoolean() ? TransferKind.POST : TransferKind.VOID;
        List<Leg> targets = new ArrayList<>(model.legs());
        targets.addAll(sameBatch);
        targets.removeIf(leg -> leg.kind() != TransferKind.PENDING && random.nextInt(10) != 0);
        if (targets.isEmpty() || random.nextInt(12) == 0) {
            return free(kind, new TransferId(new UUID(2, random.nextInt(400))));
        }
        Leg target = targets.get(random.nextInt(targets.size()));
        return new Leg(
                transferId(),
                kind,
                target.id(),
                target.debit(),
                target.credit(),
                random.nextInt(12) == 0 ? amount() : target.amount(),
                "done");
    }

    private Leg free(TransferKind kind, @Nullable TransferId pending) {
        String debit = random.nextInt(3) == 0 ? "CASH:custody" : account();
        String credit = account();
        while (credit.equals(debit)) {
            credit = account();
        }
        return new Leg(transferId(), kind, pending, debit, credit, amount(), "move");
    }

    private String account() {
        return random.nextInt(60) == 0 ? "BOGUS:1" : ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    }

    private TransferId transferId() {
        return new TransferId(new UUID(2, random.nextInt(400)));
    }

    private Money amount() {
        return new Money(1 + random.nextInt(9), Asset.USDT);
    }
}

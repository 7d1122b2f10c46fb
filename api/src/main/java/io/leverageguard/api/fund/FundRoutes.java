package io.leverageguard.api.fund;

import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;

import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Fund}. */
public final class FundRoutes {
    /** {@link Fund#announceDeposit}. */
    public static final Route<Fund.AnnounceDeposit, Fund.Deposit> ANNOUNCE_DEPOSIT =
            Route.open(
                    POST,
                    "/api/v1/deposits",
                    Fund.AnnounceDeposit.class,
                    Fund.Deposit.class,
                    Permission.LOGGED_IN,
                    "Announce money that you will send, as capital or to buy cover from");

    /** {@link Fund#confirmDeposit}. */
    public static final Route<Fund.ConfirmDeposit, Fund.Deposit> CONFIRM_DEPOSIT =
            Route.open(
                    POST,
                    "/api/v1/deposits/{deposit}/confirmation",
                    Fund.ConfirmDeposit.class,
                    Fund.Deposit.class,
                    Permission.OPERATE_FUND,
                    "Confirm that a deposit has arrived, and book it");

    /** {@link Fund#deposits}. */
    public static final Route<None, Fund.Deposits> DEPOSITS =
            Route.open(
                    GET,
                    "/api/v1/deposits",
                    None.class,
                    Fund.Deposits.class,
                    Permission.LOGGED_IN,
                    "List your deposits, or everybody's if you run the fund");

    /** {@link Fund#myBalance}. */
    public static final Route<None, Fund.CustomerBalance> MY_BALANCE =
            Route.open(
                    GET,
                    "/api/v1/balance",
                    None.class,
                    Fund.CustomerBalance.class,
                    Permission.LOGGED_IN,
                    "Show what you have with us and can spend");

    /** {@link Fund#balance}. */
    public static final Route<Fund.CustomerRef, Fund.CustomerBalance> BALANCE =
            Route.internal(
                    "/internal/fund/balance",
                    Fund.CustomerRef.class,
                    Fund.CustomerBalance.class,
                    "What a customer has with us");

    /** {@link Fund#book}. */
    public static final Route<Fund.Batch, Fund.Booked> BOOK =
            Route.internal(
                    "/internal/fund/book",
                    Fund.Batch.class,
                    Fund.Booked.class,
                    "Book several transfers, all or none");

    /** {@link Fund#head}. */
    public static final Route<None, Fund.LedgerHead> HEAD =
            Route.internal(
                    "/internal/fund/head",
                    None.class,
                    Fund.LedgerHead.class,
                    "The last transfer of the ledger and its hash");

    /** {@link Fund#trialBalance}. */
    public static final Route<None, Fund.TrialBalance> TRIAL_BALANCE =
            Route.open(
                    GET,
                    "/api/v1/ledger/trial-balance",
                    None.class,
                    Fund.TrialBalance.class,
                    Permission.AUDIT,
                    "Show every account of the ledger and whether debits equal credits");

    /** {@link Fund#transfers}. */
    public static final Route<Fund.TransferPage, Fund.Transfers> TRANSFERS =
            Route.open(
                    GET,
                    "/api/v1/ledger/transfers",
                    Fund.TransferPage.class,
                    Fund.Transfers.class,
                    Permission.AUDIT,
                    "Page through the ledger, oldest first, with the chain of hashes");

    /** {@link Fund#pool}. */
    public static final Route<None, Fund.Pool> POOL =
            Route.open(
                    GET,
                    "/api/v1/pool",
                    None.class,
                    Fund.Pool.class,
                    Permission.LOGGED_IN,
                    "Show what there is to pay claims with");

    /** {@link Fund#verify}. */
    public static final Route<None, Fund.LedgerVerification> VERIFY =
            Route.open(
                    GET,
                    "/api/v1/ledger/verification",
                    None.class,
                    Fund.LedgerVerification.class,
                    Permission.AUDIT,
                    "Recompute the ledger's chain of hashes and every balance");

    /** All of them, in the order of the API document. */
    public static final List<Route<?, ?>> ALL =
            List.of(
                    ANNOUNCE_DEPOSIT,
                    CONFIRM_DEPOSIT,
                    DEPOSITS,
                    MY_BALANCE,
                    BALANCE,
                    BOOK,
                    HEAD,
                    TRIAL_BALANCE,
                    TRANSFERS,
                    POOL,
                    VERIFY);

    private FundRoutes() {}
}

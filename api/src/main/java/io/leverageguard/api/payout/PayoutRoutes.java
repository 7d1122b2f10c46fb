package io.leverageguard.api.payout;

import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;

import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Payouts}. */
public final class PayoutRoutes {
    /** {@link Payouts#payouts}. */
    public static final Route<None, Payouts.PayoutList> PAYOUTS =
            Route.open(
                    GET,
                    "/api/v1/payouts",
                    None.class,
                    Payouts.PayoutList.class,
                    Permission.LOGGED_IN,
                    "List your payouts, or everybody's if you run the fund");

    /** {@link Payouts#payout}. */
    public static final Route<Payouts.PayoutRef, Payouts.Payout> PAYOUT =
            Route.open(
                    GET,
                    "/api/v1/payouts/{payout}",
                    Payouts.PayoutRef.class,
                    Payouts.Payout.class,
                    Permission.LOGGED_IN,
                    "Show one payout");

    /** {@link Payouts#approve}. */
    public static final Route<Payouts.ApprovePayout, Payouts.Payout> APPROVE =
            Route.open(
                    POST,
                    "/api/v1/payouts/{payout}/approval",
                    Payouts.ApprovePayout.class,
                    Payouts.Payout.class,
                    Permission.APPROVE_PAYOUTS,
                    "Approve a payout above the automatic limit");

    /** All of them, in the order of the API document. */
    public static final List<Route<?, ?>> ALL = List.of(PAYOUTS, PAYOUT, APPROVE);

    private PayoutRoutes() {}
}

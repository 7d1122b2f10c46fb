package io.leverageguard.cover;

import static io.leverageguard.cover.Peers.COVER;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.cover.ClaimProof.ClaimTimeline;
import io.leverageguard.api.cover.ClaimProof.DocumentRef;
import io.leverageguard.api.cover.ClaimProof.EvidenceDocument;
import io.leverageguard.api.cover.ClaimProof.EvidenceVerification;
import io.leverageguard.api.cover.Cover;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.cover.CoverOutlook.CoverTerms;
import io.leverageguard.api.cover.CoverOutlook.QuotePaths;
import io.leverageguard.api.cover.CoverOutlook.TermsQuery;
import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.cover.CoverRepository.QuoteRow;
import io.leverageguard.cover.Underwriter.Application;
import io.leverageguard.cover.Underwriter.Assessment;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.QuoteId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of cover, behind its interface. */
final class CoverService implements Cover {
    private final Store store;
    private final Peers peers;
    private final Underwriter underwriter;
    private final PolicyDesk policies;
    private final ClaimDesk claims;
    private final SolvencyLog solvency;
    private final EvidenceDesk evidence;
    private final CoverConfig config;
    private final Clock clock;
    private final IdGenerator ids;

    /** The desks that do the work. */
    record Desks(
            Underwriter underwriter, PolicyDesk policies, ClaimDesk claims, SolvencyLog solvency) {}

    CoverService(
            Store store,
            Peers peers,
            Desks desks,
            CoverConfig config,
            Clock clock,
            IdGenerator ids) {
        this.store = store;
        this.peers = peers;
        this.underwriter = desks.underwriter();
        this.policies = desks.policies();
        this.claims = desks.claims();
        this.solvency = desks.solvency();
        this.evidence = new EvidenceDesk(store);
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Quote quote(Actor actor, QuoteRequest command) {
        if (!TermTable.TERMS.contains(command.term())) {
            throw Refusal.invalid("term", "must be one of PT1H, PT4H, PT8H, PT24H, PT72H, PT168H");
        }
        Trading.Account account = peers.trading().account(actor, new AccountRef(command.account()));
        Position position = position(actor, command);
        Application application = application(account, position, command);
        Assessment assessment = underwriter.assess(application);
        store.database()
                .write(
                        handle -> {
                            store.policies()
                                    .insertQuote(handle, assessment.quote(), assessment.snapshot());
                            store.feed().append(handle, new CoverEvent.Quoted(assessment.quote()));
                        });
        return assessment.quote();
    }

    private Position position(Actor actor, QuoteRequest command) {
        Position position =
                peers
                        .trading()
                        .positions(actor, new AccountRef(command.account()))
                        .positions()
                        .stream()
                        .filter(open -> open.symbol().equals(command.symbol()))
                        .filter(open -> open.quantity().signum() != 0)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        Refusal.unprocessable(
                                                "position_not_open",
                                                "there is no open position in "
                                                        + command.symbol()));
        if (position.marginMode() != Trading.MarginMode.ISOLATED) {
            throw Refusal.unprocessable(
                    "position_not_isolated", "only positions with isolated margin can be covered");
        }
        return position;
    }

    private Application application(
            Trading.Account account, Position position, QuoteRequest command) {
        BigDecimal barrier = position.liquidationPrice();
        if (barrier == null || barrier.signum() <= 0) {
            throw Refusal.unprocessable(
                    "position_not_at_risk",
                    "the position has no liquidation price: nothing to cover");
        }
        Money sumInsured = sumInsured(command.sumInsured(), position);
        Instant now = clock.now();
        InstrumentRef ref = new InstrumentRef(account.venue(), command.symbol());
        MarketData.MarkPrice price = peers.marketdata().mark(COVER, ref);
        PriceHistory history = PriceHistory.of(peers.marketdata(), ref, now);
        VolatilityEstimate volatility =
                history.volatility(command.term(), config.volatilityFloor(), underwriter.stress());
        Snapshot snapshot =
                new Snapshot(
                        account,
                        position,
                        peers.marketdata().instrument(COVER, ref),
                        price,
                        volatility,
                        underwriter.waiting(),
                        history.recentMove(price, volatility, now),
                        0,
                        0);
        boolean insured =
                store.database()
                        .read(
                                handle ->
                                        store.policies()
                                                .insured(
                                                        handle,
                                                        account.account(),
                                                        command.symbol()));
        return new Application(
                new QuoteId(ids.next()),
                account.owner(),
                command.term(),
                sumInsured,
                snapshot,
                barrier,
                history.suffices(config.historyBarsMin()),
                insured,
                policies.capital(),
                policies.ownFunds(),
                now);
    }

    private static Money sumInsured(@Nullable Money asked, Position position) {
        Money margin = Money.of(position.margin(), Asset.USDT, RoundingMode.DOWN);
        if (asked == null) {
            return margin;
        }
        if (!asked.asset().equals(margin.asset())
                || !asked.isPositive()
                || asked.compareTo(margin) > 0) {
            throw Refusal.invalid("sumInsured", "must be above 0 and at most " + margin);
        }
        return asked;
    }

    @Override
    public QuoteList quotes(Actor actor, None nothing) {
        List<QuoteRow> rows =
                store.database().read(handle -> store.policies().quotesOf(handle, actor.user()));
        return new QuoteList(rows.stream().map(row -> shown(row.quote())).toList());
    }

    @Override
    public Quote quoted(Actor actor, QuoteRef ref) {
        return shown(row(actor, ref).quote());
    }

    @Override
    public QuotePaths paths(Actor actor, QuoteRef ref) {
        QuoteRow row = row(actor, ref);
        if (row.quote().mark().compareTo(row.quote().barrier()) == 0) {
            throw Refusal.unprocessable(
                    "at_the_barrier", "the mark price was at the liquidation price already");
        }
        return PathFan.of(row);
    }

    private QuoteRow row(Actor actor, QuoteRef ref) {
        return store.database()
                .read(handle -> store.policies().findQuote(handle, ref.quote()))
                .filter(found -> mayRead(actor, found.quote().owner()))
                .orElseThrow(() -> Refusal.notFound("quote", ref.quote()));
    }

    /** A quote that nobody has bound in time is over, though nobody wrote that down. */
    private Quote shown(Quote quote) {
        boolean over = quote.state() == QuoteState.PRICED && clock.now().isAfter(quote.expiresAt());
        return over ? Quotes.withState(quote, QuoteState.EXPIRED) : quote;
    }

    @Override
    public CoverTerms terms(Actor actor, TermsQuery query) {
        if (!query.side().equals("LONG") && !query.side().equals("SHORT")) {
            throw Refusal.invalid("side", "must be LONG or SHORT");
        }
        Instant now = clock.now();
        InstrumentRef ref = new InstrumentRef(query.venue(), query.symbol());
        MarketData.MarkPrice price = peers.marketdata().mark(COVER, ref);
        PriceHistory history = PriceHistory.of(peers.marketdata(), ref, now);
        if (!history.suffices(config.historyBarsMin())) {
            throw Refusal.unprocessable(
                    "not_enough_history", "there is not enough price history to estimate risk");
        }
        boolean isLong = query.side().equals("LONG");
        return new TermTable(underwriter, history, price, isLong, config.volatilityFloor())
                .of(query, now);
    }

    @Override
    public Policy bind(Actor actor, BindQuote command) {
        return policies.bind(actor, command);
    }

    @Override
    public Policies policies(Actor actor, None nothing) {
        return new Policies(
                store
                        .database()
                        .read(handle -> store.policies().policiesOf(handle, actor.user()))
                        .stream()
                        .map(PolicyRow::policy)
                        .toList());
    }

    @Override
    public Policy policy(Actor actor, PolicyRef ref) {
        return store.policy(ref.policy())
                .filter(row -> row.payment() == PolicyRow.Payment.TAKEN)
                .map(PolicyRow::policy)
                .filter(policy -> mayRead(actor, policy.owner()))
                .orElseThrow(() -> Refusal.notFound("policy", ref.policy()));
    }

    @Override
    public Claim fileClaim(Actor actor, FileClaim command) {
        return claims.file(actor, command);
    }

    @Override
    public Claims claims(Actor actor, None nothing) {
        UserId owner = actor.may(Permission.REVIEW_CLAIMS) ? null : actor.user();
        return new Claims(
                store.database().read(handle -> store.claims().claims(handle, owner)).stream()
                        .map(ClaimRow::claim)
                        .toList());
    }

    @Override
    public Claim claim(Actor actor, ClaimRef ref) {
        return store.claim(ref.claim())
                .map(ClaimRow::claim)
                .filter(claim -> mayRead(actor, claim.owner()))
                .orElseThrow(() -> Refusal.notFound("claim", ref.claim()));
    }

    @Override
    public EvidenceBundle evidence(Actor actor, ClaimRef ref) {
        Claim claim = claim(actor, ref);
        List<Evidence> items =
                store.database().read(handle -> store.claims().evidence(handle, claim.claim()));
        String root = Verification.root(items.stream().map(Evidence::body).toList());
        boolean verified =
                !claim.evidenceRoot().isEmpty()
                        && root.equals(claim.evidenceRoot())
                        && items.stream()
                                .allMatch(
                                        item ->
                                                Verification.leaf(item.body())
                                                        .equals(item.sha256()));
        return new EvidenceBundle(claim.claim(), items, claim.evidenceRoot(), verified);
    }

    @Override
    public ClaimTimeline timeline(Actor actor, ClaimRef ref) {
        return evidence.timeline(claim(actor, ref));
    }

    @Override
    public EvidenceDocument document(Actor actor, DocumentRef ref) {
        return evidence.document(claim(actor, new ClaimRef(ref.claim())).claim(), ref.document());
    }

    @Override
    public EvidenceVerification verifyEvidence(Actor actor, ClaimRef ref) {
        return evidence.verify(claim(actor, ref), clock.now());
    }

    @Override
    public Claim decide(Actor actor, DecideClaim command) {
        return claims.decide(actor, command);
    }

    @Override
    public Solvency solvency(Actor actor, None nothing) {
        return policies.solvency();
    }

    @Override
    public SolvencyHistory solvencyHistory(Actor actor, TimeRange range) {
        return solvency.history(range);
    }

    @Override
    public EventFeed<CoverEvent> events() {
        return store.feed();
    }

    @Override
    public AuditTrail audit() {
        return store.audit();
    }

    private static boolean mayRead(Actor actor, UserId owner) {
        return actor.owns(owner) || actor.may(Permission.REVIEW_CLAIMS);
    }
}

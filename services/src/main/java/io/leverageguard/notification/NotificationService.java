package io.leverageguard.notification;

import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.notification.NotificationEvent;
import io.leverageguard.api.notification.Notifications;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskEvent.LimitsChanged;
import io.leverageguard.api.risk.RiskEvent.MarginActionDue;
import io.leverageguard.api.risk.RiskEvent.MarginWarned;
import io.leverageguard.api.risk.RiskEvent.ScopeLimitsChanged;
import io.leverageguard.api.risk.RiskEvent.TripsLifted;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.KillSwitched;
import io.leverageguard.api.trading.TradingEvent.OrderFilled;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.api.trading.TradingEvent.PositionProtected;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.Language;
import io.leverageguard.api.users.Users.UserRef;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.api.users.UsersEvent.UserRegistered;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.NotificationId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.notification.NotificationRepository.Choice;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Puts events into words and keeps the inboxes. */
final class NotificationService implements Notifications {
    private static final Actor SELF = Actor.service("notification");

    private final Clock clock;
    private final IdGenerator ids;
    private final Users users;
    private final Webhooks webhooks;
    private final NotificationRepository repository;
    private final Templates templates = new Templates();

    NotificationService(
            Clock clock,
            IdGenerator ids,
            Users users,
            Webhooks webhooks,
            NotificationRepository repository) {
        this.clock = clock;
        this.ids = ids;
        this.users = users;
        this.webhooks = webhooks;
        this.repository = repository;
    }

    @Override
    public Inbox inbox(Actor actor, None nothing) {
        return new Inbox(repository.inbox(actor.user()), repository.unread(actor.user()));
    }

    @Override
    public Message markRead(Actor actor, MessageRef ref) {
        return repository
                .markRead(actor.user(), ref.id())
                .orElseThrow(() -> Refusal.notFound("notification", ref.id()));
    }

    @Override
    public Unread unread(Actor actor, None nothing) {
        return new Unread(repository.unread(actor.user()));
    }

    @Override
    public Unread markAllRead(Actor actor, MarkAllRead command) {
        Instant until = command.until() == null ? clock.now() : command.until();
        repository.markAllRead(actor.user(), until);
        return unread(actor, None.NONE);
    }

    @Override
    public Preferences preferences(Actor actor, None nothing) {
        return shown(choice(actor.user()));
    }

    @Override
    public Preferences setPreferences(Actor actor, Preferences command) {
        String webhook = command.webhook() == null ? null : Webhooks.checked(command.webhook());
        boolean wanted = command.channels().contains(Channel.WEBHOOK);
        if (wanted && webhook == null) {
            throw Refusal.invalid("webhook", "is needed for the channel WEBHOOK");
        }
        Choice choice =
                new Choice(
                        actor.user(),
                        command.language(),
                        command.channels().contains(Channel.STREAM),
                        wanted ? webhook : null);
        repository.replace(choice);
        return shown(choice);
    }

    @Override
    public EventFeed<NotificationEvent> events() {
        return repository.events();
    }

    Consumer<Handle> onUsers(Stored<UsersEvent> stored) {
        Consumer<Handle> told = tell("users", stored, Drafts.of(stored.event()));
        if (stored.event() instanceof UserRegistered registered) {
            Choice first = first(registered.user(), registered.language());
            return handle -> {
                repository.begin(handle, first);
                told.accept(handle);
            };
        }
        return told;
    }

    Consumer<Handle> onTrading(Stored<TradingEvent> stored) {
        return switch (stored.event()) {
            case AccountOpened opened ->
                    handle -> repository.account(handle, opened.account(), opened.owner());
            case OrderFilled filled ->
                    tell(
                            "trading",
                            stored,
                            repository
                                    .owner(filled.account())
                                    .flatMap(owner -> Drafts.of(owner, filled.fill())));
            case PositionLiquidated liquidated -> tell("trading", stored, Drafts.of(liquidated));
            case KillSwitched killed ->
                    tell(
                            "trading",
                            stored,
                            repository
                                    .owner(killed.account())
                                    .flatMap(owner -> Drafts.of(owner, killed)));
            case PositionProtected position ->
                    tell(
                            "trading",
                            stored,
                            repository
                                    .owner(position.account())
                                    .flatMap(owner -> Drafts.of(owner, position)));
            default -> FeedReader.nothing();
        };
    }

    Consumer<Handle> onRisk(Stored<RiskEvent> stored) {
        Optional<Draft> draft =
                switch (stored.event()) {
                    case MarginWarned warned -> Drafts.of(warned);
                    case LimitsChanged changed ->
                            repository
                                    .owner(changed.limits().account())
                                    .flatMap(owner -> Drafts.of(owner, changed.limits()));
                    case ScopeLimitsChanged _, TripsLifted _, MarginActionDue _ -> Optional.empty();
                };
        return tell("risk", stored, draft);
    }

    Consumer<Handle> onCover(Stored<CoverEvent> stored) {
        return tell("cover", stored, Drafts.of(stored.event()));
    }

    Consumer<Handle> onPayout(Stored<PayoutEvent> stored) {
        return tell("payout", stored, Drafts.of(stored.event()));
    }

    Consumer<Handle> onFund(Stored<FundEvent> stored) {
        return tell("fund", stored, Drafts.of(stored.event()));
    }

    Consumer<Handle> onStrategy(Stored<StrategyEvent> stored) {
        return tell("strategy", stored, Drafts.of(stored.event()));
    }

    private Consumer<Handle> tell(String feed, Stored<?> stored, Optional<Draft> found) {
        if (found.isEmpty()) {
            return FeedReader.nothing();
        }
        Draft draft = found.get();
        Choice choice =
                stored.event() instanceof UserRegistered registered
                        ? first(registered.user(), registered.language())
                        : choice(draft.user());
        Message message =
                new Message(
                        new NotificationId(ids.next()),
                        draft.user(),
                        draft.kind(),
                        templates.title(draft, choice.language()),
                        templates.text(draft, choice.language()),
                        false,
                        clock.now());
        return handle -> repository.add(handle, message, feed + ":" + stored.seq(), choice);
    }

    private Choice choice(UserId user) {
        return repository.choice(user).orElseGet(() -> first(user, language(user)));
    }

    /** The registration may come later than the first event, by another feed: then we ask. */
    private Language language(UserId user) {
        try {
            return users.person(SELF, new UserRef(user)).language();
        } catch (Refusal e) {
            if (e.reason() == Refusal.Reason.NOT_FOUND) {
                return Language.EN;
            }
            throw e;
        }
    }

    private static Choice first(UserId user, Language language) {
        return new Choice(user, language, true, null);
    }

    private Preferences shown(Choice choice) {
        Set<Channel> channels = EnumSet.of(Channel.INBOX);
        if (choice.stream()) {
            channels.add(Channel.STREAM);
        }
        if (choice.webhook() != null) {
            channels.add(Channel.WEBHOOK);
        }
        return new Preferences(
                choice.language(),
                channels,
                choice.webhook(),
                choice.webhook() == null ? null : webhooks.secret(choice.user()));
    }
}

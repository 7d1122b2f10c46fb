package io.leverageguard.gateway;

import io.leverageguard.api.gateway.Gateway.FeedLine;
import io.leverageguard.api.gateway.Gateway.PumpLine;
import io.leverageguard.api.gateway.Gateway.ServiceLine;
import io.leverageguard.api.gateway.Gateway.SystemReport;
import io.leverageguard.gateway.GatewayModule.RunningProcess;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.ops.ProcessState;
import io.leverageguard.kit.ops.ProcessState.FeedHead;
import io.leverageguard.kit.ops.ProcessState.FeedState;
import io.leverageguard.kit.ops.ProcessState.PumpState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every process how it is and puts the answers together. */
final class SystemDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SystemDesk.class);

    private final List<RunningProcess> processes;
    private final Clock clock;

    /** What a process answered, if it did. */
    private record Answer(int number, RunningProcess process, @Nullable ProcessState state) {}

    SystemDesk(List<RunningProcess> processes, Clock clock) {
        this.processes = List.copyOf(processes);
        this.clock = clock;
    }

    SystemReport report(Actor actor) {
        List<Answer> answers = ask();
        Instant now = clock.now();
        boolean seesAddresses = actor.may(Permission.CONFIGURE);
        List<ServiceLine> services = new ArrayList<>();
        List<PumpLine> pumps = new ArrayList<>();
        for (Answer answer : answers) {
            for (String service : answer.process().services()) {
                services.add(line(answer, service, seesAddresses));
            }
            ProcessState state = answer.state();
            if (state != null) {
                state.pumps().forEach(pump -> pumps.add(line(answer.number(), pump)));
            }
        }
        services.sort(Comparator.comparing(ServiceLine::service));
        return new SystemReport(now, services, feeds(answers, now), pumps);
    }

    /** All at once, so that one that is slow does not add to the others. */
    private List<Answer> ask() {
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (RunningProcess process : processes) {
            int number = asked.size() + 1;
            asked.add(
                    CompletableFuture.supplyAsync(process.state(), SystemDesk::inThread)
                            .handle((state, failure) -> answer(number, process, state, failure)));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static void inThread(Runnable work) {
        Thread.ofVirtual().name("system").start(work);
    }

    private static Answer answer(
            int number,
            RunningProcess process,
            @Nullable ProcessState state,
            @Nullable Throwable failure) {
        if (failure != null) {
            LOG.info("process of {} does not answer: {}", process.services(), failure.toString());
        }
        return new Answer(number, process, state);
    }

    private static ServiceLine line(Answer answer, String service, boolean seesAddresses) {
        ProcessState state = answer.state();
        String address = seesAddresses ? answer.process().address() : null;
        if (state == null) {
            return new ServiceLine(
                    service, answer.number(), address, false, false, List.of(), null, null);
        }
        boolean runs = state.services().contains(service);
        return new ServiceLine(
                service,
                answer.number(),
                address,
                runs,
                runs && state.failing().isEmpty(),
                state.failing(),
                state.startedAt(),
                state.version());
    }

    private static PumpLine line(int process, PumpState pump) {
        return new PumpLine(
                process,
                pump.name(),
                pump.runs(),
                pump.taken(),
                pump.lastRunAt(),
                pump.failures(),
                pump.lastFailureAt(),
                pump.lastFailure());
    }

    private static List<FeedLine> feeds(List<Answer> answers, Instant now) {
        Map<String, Long> heads = new HashMap<>();
        List<FeedState> readers = new ArrayList<>();
        for (Answer answer : answers) {
            ProcessState state = answer.state();
            if (state != null) {
                readers.addAll(state.feeds());
                for (FeedHead head : state.heads()) {
                    heads.merge(head.feed(), head.seq(), Math::max);
                }
            }
        }
        return readers.stream()
                .map(reader -> line(reader, heads.get(reader.feed()), now))
                .sorted(Comparator.comparing(FeedLine::reader).thenComparing(FeedLine::feed))
                .toList();
    }

    private static FeedLine line(FeedState reader, @Nullable Long head, Instant now) {
        Instant since = reader.waitingSince();
        Long lag = head == null ? null : Long.valueOf(Math.max(0, head - reader.position()));
        Double seconds = null;
        if (since != null) {
            seconds = Math.max(0, Duration.between(since, now).toMillis() / 1_000.0);
        } else if (lag != null) {
            seconds = 0.0;
        }
        return new FeedLine(reader.reader(), reader.feed(), reader.position(), head, lag, seconds);
    }
}

package io.leverageguard.kit.run;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.sql.Databases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done every so often. Live, the plan is kept in PostgreSQL and each turn is taken
 * once in the whole cluster; in story time whoever moves the clock also runs what is due.
 *
 * <p>A task that throws is logged and has its next turn at the next interval.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final int THREADS = 8;
    private static final String SCHEMA = "kit";
    private static final String TABLE = "scheduled_tasks";

    private final Clock clock;
    private final @Nullable Databases databases;
    private final List<Job> jobs = new ArrayList<>();
    private @Nullable Scheduler scheduler;

    private static final class Job {
        private final String name;
        private final Duration interval;
        private final Runnable task;
        private Instant due;

        Job(String name, Duration interval, Runnable task, Instant due) {
            this.name = name;
            this.interval = interval;
            this.task = task;
            this.due = due;
        }
    }

    /** One interval after the start, then one interval after each turn. */
    private record Every(Duration interval) implements Schedule {
        @Override
        public Instant getNextExecutionTime(ExecutionComplete complete) {
            return complete.getTimeDone().plus(interval);
        }

        @Override
        public Instant getInitialExecutionTime(Instant now) {
            return now.plus(interval);
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }

    private Jobs(Clock clock, @Nullable Databases databases) {
        this.clock = clock;
        this.databases = databases;
    }

    /** Jobs that are run by {@link #runDue}, in story time. */
    public static Jobs stepped(Clock clock) {
        return new Jobs(clock, null);
    }

    /** Jobs that run by themselves after {@link #start}. */
    public static Jobs live(Clock clock, Databases databases) {
        return new Jobs(clock, databases);
    }

    /** Runs {@code task} every {@code interval}, first one interval from now. */
    public synchronized void every(String name, Duration interval, Runnable task) {
        if (scheduler != null) {
            throw new IllegalStateException("jobs have started; " + name + " comes too late");
        }
        if (jobs.stream().anyMatch(job -> job.name.equals(name))) {
            throw new IllegalArgumentException("there is a job " + name + " already");
        }
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("the interval of " + name + " must be positive");
        }
        jobs.add(new Job(name, interval, task, clock.now().plus(interval)));
    }

    /**
     * Runs what is due by the clock, earliest first, and says how many that were. A job that has
     * missed several turns is run once.
     */
    public int runDue() {
        Instant now = clock.now();
        List<Job> due;
        synchronized (this) {
            if (databases != null) {
                throw new IllegalStateException("live jobs run by themselves");
            }
            due =
                    jobs.stream()
                            .filter(job -> !job.due.isAfter(now))
                            .sorted(Comparator.comparing((Job job) -> job.due))
                            .toList();
            due.forEach(job -> job.due = after(job, now));
        }
        due.forEach(Jobs::run);
        return due.size();
    }

    /** When the next task is due, in story time. */
    public synchronized Optional<Instant> nextDue() {
        return jobs.stream().map(job -> job.due).min(Comparator.naturalOrder());
    }

    /** Begins, when live. */
    public synchronized void start() {
        Databases opened = databases;
        if (opened == null || scheduler != null) {
            return;
        }
        opened.open(SCHEMA);
        List<RecurringTask<Void>> tasks = new ArrayList<>();
        for (Job job : jobs) {
            tasks.add(
                    Tasks.recurring(job.name, new Every(job.interval)).execute((_, _) -> run(job)));
        }
        Scheduler started =
                Scheduler.create(opened.dataSource(SCHEMA))
                        .startTasks(tasks)
                        .tableName(TABLE)
                        .threads(THREADS)
                        .pollingInterval(POLL)
                        .alwaysPersistTimestampInUTC()
                        .shutdownMaxWait(STOP_MAX)
                        .clock(clock::now)
                        .build();
        scheduler = started;
        started.start();
    }

    @Override
    public synchronized void close() {
        Scheduler running = scheduler;
        if (running != null) {
            running.stop();
        }
    }

    /** The first turn after now that keeps the rhythm. */
    private static Instant after(Job job, Instant now) {
        long missed = Duration.between(job.due, now).dividedBy(job.interval);
        return job.due.plus(job.interval.multipliedBy(missed + 1));
    }

    private static void run(Job job) {
        try {
            job.task.run();
        } catch (Refusal e) {
            LOG.info("job {} waits: {}", job.name, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("job {} failed; it runs again in {}", job.name, job.interval, e);
        }
    }
}

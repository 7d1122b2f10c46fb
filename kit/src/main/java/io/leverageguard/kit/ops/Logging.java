package io.leverageguard.kit.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where logs go: JSON lines in {@code data/logs}, so that the console is free for people. */
public final class Logging {
    private static final int DAYS_KEPT = 14;

    private Logging() {}

    /** Errors only from now on: for commands that make things go wrong on purpose. */
    public static void onlyErrors() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
    }

    /** The same, and nothing of connections that break: for commands that break them. */
    public static void onlyErrorsOfOurOwn() {
        onlyErrors();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("io.vertx.core.net").setLevel(Level.OFF);
    }

    /** From now on every error that is logged is also told to {@code ear}, by whoever logs it. */
    public static void tellErrors(Consumer<String> ear) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        AppenderBase<ILoggingEvent> teller =
                new AppenderBase<>() {
                    @Override
                    protected void append(ILoggingEvent event) {
                        IThrowableProxy thrown = event.getThrowableProxy();
                        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                            String cause =
                                    thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
                            ear.accept(event.getFormattedMessage() + " " + cause);
                        }
                    }
                };
        teller.setContext(context);
        teller.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(teller);
    }

    /** From now on logs go to the folder; {@code level} is for our own code. */
    public static void start(Path folder, String level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setName("file");
        file.setFile(folder.resolve("leverageguard.log").toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling =
                new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(folder.resolve("leverageguard.%d.%i.log.gz").toString());
        rolling.setMaxFileSize(FileSize.valueOf("20MB"));
        rolling.setMaxHistory(DAYS_KEPT);
        rolling.setTotalSizeCap(FileSize.valueOf("500MB"));
        rolling.start();
        JsonLines lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        file.setRollingPolicy(rolling);
        file.setEncoder(lines);
        file.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(file);
        root.setLevel(Level.WARN);
        context.getLogger("io.leverageguard").setLevel(Level.toLevel(level, Level.INFO));
    }
}

package io.leverageguard.kit.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics for Prometheus and traces that cross processes in the W3C form. Traces leave the process
 * only when a collector is configured.
 */
public final class Telemetry implements AutoCloseable {
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    /** One per process: spans are made wherever the code runs, also in static contexts. */
    private static volatile Tracer tracer =
            SdkTracerProvider.builder().build().get("leverageguard");

    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SdkTracerProvider provider;

    private Telemetry(SdkTracerProvider provider) {
        this.provider = provider;
    }

    /** Metrics only; traces stay in the process. */
    public static Telemetry local() {
        return new Telemetry(SdkTracerProvider.builder().build());
    }

    /** Sends traces to the OTLP collector at {@code endpoint}; none when it is empty. */
    public static Telemetry start(String endpoint) {
        SdkTracerProviderBuilder builder =
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.create(
                                        Attributes.builder()
                                                .put("service.name", "leverageguard")
                                                .build()));
        if (!endpoint.isEmpty()) {
            builder.addSpanProcessor(
                    BatchSpanProcessor.builder(
                                    OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).build())
                            .build());
        }
        Telemetry telemetry = new Telemetry(builder.build());
        tracer = telemetry.provider.get("leverageguard");
        return telemetry;
    }

    /** Where metrics are kept. */
    public MeterRegistry meters() {
        return meters;
    }

    /** Every metric, in the text form of Prometheus. */
    public String scrape() {
        return meters.scrape();
    }

    /** The W3C {@code traceparent} of what is being done; empty where nothing is traced. */
    public static String traceparent() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid()
                ? "00-"
                        + (context.getTraceId() + "-" + context.getSpanId() + "-")
                        + context.getTraceFlags().asHex()
                : "";
    }

    /** The id of the present trace; empty where nothing is traced. */
    public static String traceId() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : "";
    }

    /**
     * Runs {@code work} as a part of the trace {@code traceparent}, untraced when that is empty.
     */
    public static void continueTrace(String name, String traceparent, Runnable work) {
        if (traceparent.isEmpty()) {
            work.run();
            return;
        }
        inTrace(
                name,
                traceparent,
                () -> {
                    work.run();
                    return true;
                });
    }

    /** Runs {@code work} as a part of the trace {@code traceparent}, or of a new one. */
    public static <T> T inTrace(String name, String traceparent, Supplier<T> work) {
        Step step = begin(name, traceparent);
        try {
            return step.during(work);
        } catch (RuntimeException e) {
            step.span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            step.end();
        }
    }

    /** Begins a part of the trace {@code traceparent}, or of a new one. */
    public static Step begin(String name, String traceparent) {
        Context parent =
                traceparent.isEmpty()
                        ? Context.root()
                        : Context.root().with(Span.wrap(parse(traceparent)));
        return new Step(tracer.spanBuilder(name).setParent(parent).startSpan());
    }

    /** A part of a trace that one thread may begin and another end. */
    public static final class Step {
        private final Span span;

        private Step(Span span) {
            this.span = span;
        }

        /** Does {@code work} as a part of the step. */
        public <T> T during(Supplier<T> work) {
            try (Scope _ = span.makeCurrent()) {
                return work.get();
            }
        }

        /** The step is over. */
        public void end() {
            span.end();
        }
    }

    private static SpanContext parse(String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent);
        return matcher.matches()
                ? SpanContext.createFromRemoteParent(
                        matcher.group(1),
                        matcher.group(2),
                        TraceFlags.fromHex(matcher.group(3), 0),
                        TraceState.getDefault())
                : SpanContext.getInvalid();
    }

    @Override
    public void close() {
        provider.close();
        meters.close();
    }
}

package io.leverageguard.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws lines over time as SVG, with axes, levels and marks.
 *
 * <p>We draw by hand because chart libraries measure text with the fonts of the machine: the same
 * data would give other pictures elsewhere, and none where no fonts are installed.
 */
final class LineChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 340;
    private static final int LEFT = 78;
    private static final int RIGHT = 16;
    private static final int TOP = 14;
    private static final int BOTTOM = 30;
    private static final int VALUE_TICKS = 6;
    private static final int TIME_TICKS_MAX = 9;
    private static final int LABEL_HEIGHT = 12;

    /** A generous width of a letter at the size of labels; what fonts there are is not known. */
    private static final double LETTER_WIDTH = 6.5;

    private static final int[] TIME_STEPS_SECONDS = {
        60, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 604_800, 2_592_000
    };
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Instant from;
    private final Instant to;
    private final List<Series> series = new ArrayList<>();
    private final List<Band> bands = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    /** A value at an instant. */
    record Point(Instant at, double value) {}

    /** A range of values at an instant. */
    record Range(Instant at, double low, double high) {}

    private record Series(String style, List<Point> points, boolean steps) {}

    private record Band(String style, List<Range> ranges) {}

    private record Level(String style, String label, double value, Instant from, Instant to) {}

    private record Mark(String label, Point point) {}

    private record Label(double x, double y, double width) {
        boolean covers(double otherX, double otherY) {
            return Math.abs(y - otherY) < LABEL_HEIGHT && otherX >= x && otherX < x + width;
        }
    }

    LineChart(Instant from, Instant to) {
        this.from = from;
        this.to = to.isAfter(from) ? to : from.plusSeconds(60);
    }

    /** Adds a line; with {@code steps} a value holds until the next. */
    LineChart line(String style, List<Point> points, boolean steps) {
        series.add(new Series(style, points, steps));
        points.forEach(point -> takeIn(point.value()));
        return this;
    }

    /** Adds a filled area between lows and highs. */
    LineChart band(String style, List<Range> ranges) {
        bands.add(new Band(style, ranges));
        for (Range range : ranges) {
            takeIn(range.low());
            takeIn(range.high());
        }
        return this;
    }

    /** Adds a horizontal line that holds for a while. */
    LineChart level(String style, String label, BigDecimal value, Instant since, Instant until) {
        levels.add(new Level(style, label, value.doubleValue(), since, until));
        takeIn(value.doubleValue());
        return this;
    }

    /** Adds a point with a label. */
    LineChart mark(String label, Instant at, BigDecimal value) {
        marks.add(new Mark(label, new Point(at, value.doubleValue())));
        takeIn(value.doubleValue());
        return this;
    }

    boolean isEmpty() {
        return series.stream().allMatch(one -> one.points().isEmpty());
    }

    /** The picture; {@code title} is for those who cannot see it. */
    String svg(String title) {
        widen();
        StringBuilder out = new StringBuilder(8_192);
        out.append("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .append(Markup.text(title))
                .append("\" xmlns=\"http://www.w3.org/2000/svg\">\n");
        drawAxes(out);
        bands.forEach(band -> drawBand(out, band));
        levels.forEach(level -> drawLevel(out, level));
        series.forEach(one -> drawLine(out, one));
        marks.forEach(mark -> drawMark(out, mark));
        return out.append("</svg>\n").toString();
    }

    private void takeIn(double value) {
        low = Math.min(low, value);
        high = Math.max(high, value);
    }

    private void widen() {
        if (low > high) {
            low = 0;
            high = 1;
        }
        double margin = high > low ? (high - low) * 0.05 : Math.max(1, Math.abs(high) * 0.05);
        low -= margin;
        high += margin;
    }

    private void drawAxes(StringBuilder out) {
        double step = niceStep((high - low) / VALUE_TICKS);
        for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
            String y = number(y(tick));
            out.append("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\"")
                    .append(" y1=\"" + y + "\" y2=\"" + y + "\"/>")
                    .append("<text class=\"tick\" text-anchor=\"end\" x=\"" + (LEFT - 8) + "\"")
                    .append(
                            " y=\""
                                    + number(y(tick) + 4)
                                    + "\">"
                                    + label(tick, step)
                                    + "</text>\n");
        }
        int seconds = timeStep();
        long first = Math.ceilDiv(from.getEpochSecond(), seconds) * seconds;
        for (long tick = first; tick <= to.getEpochSecond(); tick += seconds) {
            Instant at = Instant.ofEpochSecond(tick);
            String x = number(x(at));
            out.append("<line class=\"grid\" x1=\"" + x + "\" x2=\"" + x + "\"")
                    .append(" y1=\"" + TOP + "\" y2=\"" + (HEIGHT - BOTTOM) + "\"/>")
                    .append("<text class=\"tick\" text-anchor=\"middle\" x=\"" + x + "\"")
                    .append(" y=\"" + (HEIGHT - BOTTOM + 18) + "\">")
                    .append((seconds >= 86_400 ? DAY : CLOCK).format(at) + "</text>\n");
        }
    }

    private void drawBand(StringBuilder out, Band band) {
        if (band.ranges().isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Range range : band.ranges()) {
            path.append(number(x(range.at())) + "," + number(y(range.high())) + " ");
        }
        for (Range range : band.ranges().reversed()) {
            path.append(number(x(range.at())) + "," + number(y(range.low())) + " ");
        }
        out.append("<polygon class=\"" + band.style() + "\" points=\"")
                .append(path.toString().strip())
                .append("\"/>\n");
    }

    private void drawLine(StringBuilder out, Series one) {
        StringBuilder path = new StringBuilder();
        double before = Double.NaN;
        for (Point point : one.points()) {
            String x = number(x(point.at()));
            if (one.steps() && !Double.isNaN(before)) {
                path.append(x + "," + number(before) + " ");
            }
            before = y(point.value());
            path.append(x + "," + number(before) + " ");
        }
        if (one.steps() && !Double.isNaN(before)) {
            path.append(number(x(to)) + "," + number(before));
        }
        out.append("<polyline class=\"" + one.style() + "\" points=\"")
                .append(path.toString().strip())
                .append("\"/>\n");
    }

    private void drawLevel(StringBuilder out, Level level) {
        String y = number(y(level.value()));
        double start = x(level.from());
        out.append("<line class=\"" + level.style() + "\" x1=\"" + number(start) + "\"")
                .append(" x2=\"" + number(x(level.to())) + "\"")
                .append(" y1=\"" + y + "\" y2=\"" + y + "\"/>\n");
        if (!level.label().isEmpty()) {
            double labelX = freeX(start + 4, y(level.value()), level.label());
            out.append("<text class=\"" + level.style() + "\" x=\"" + number(labelX) + "\"")
                    .append(" y=\"" + number(y(level.value()) - 4) + "\">")
                    .append(Markup.text(level.label()) + "</text>\n");
        }
    }

    /** Moves a label to the right until it covers no other. */
    private double freeX(double x, double y, String text) {
        double free = x;
        for (Label label : labels) {
            free = label.covers(free, y) ? label.x() + label.width() : free;
        }
        labels.add(new Label(free, y, text.length() * LETTER_WIDTH + 10));
        return free;
    }

    private void drawMark(StringBuilder out, Mark mark) {
        String x = number(x(mark.point().at()));
        double y = y(mark.point().value());
        out.append("<circle class=\"mark\" r=\"5\" cx=\"" + x + "\" cy=\"" + number(y) + "\"/>")
                .append("<text class=\"mark\" text-anchor=\"middle\" x=\"" + x + "\"")
                .append(" y=\"" + number(y + 19) + "\">")
                .append(Markup.text(mark.label()) + "</text>\n");
    }

    private double x(Instant at) {
        double span = to.toEpochMilli() - from.toEpochMilli();
        double share = (at.toEpochMilli() - from.toEpochMilli()) / span;
        return LEFT + Math.clamp(share, 0, 1) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        double share = (value - low) / (high - low);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private int timeStep() {
        long span = to.getEpochSecond() - from.getEpochSecond();
        for (int step : TIME_STEPS_SECONDS) {
            if (span / step <= TIME_TICKS_MAX) {
                return step;
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, span / TIME_TICKS_MAX);
    }

    /** The smallest of 1, 2 and 5 times a power of ten that is not below {@code raw}. */
    static double niceStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= raw) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String label(double tick, double step) {
        int places = Math.clamp((int) -Math.floor(Math.log10(step)), 0, 8);
        return String.format(Locale.ROOT, "%,." + places + "f", tick == 0 ? 0.0 : tick);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

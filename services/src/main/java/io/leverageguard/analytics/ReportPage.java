package io.leverageguard.analytics;

import io.leverageguard.analytics.LineChart.Point;
import io.leverageguard.analytics.LineChart.Range;
import io.leverageguard.analytics.ReportData.Level;
import io.leverageguard.analytics.ReportData.LiquidationRow;
import io.leverageguard.analytics.ReportData.Market;
import io.leverageguard.analytics.ReportData.PoolPoint;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes a report as one HTML page that needs nothing else: styles and pictures are inside. */
final class ReportPage {
    private static final String STYLE =
            """
            :root { color-scheme: light; }
            body { margin: 0 auto; max-width: 1080px; padding: 32px 24px 64px; color: #1b2430;
              background: #fff; font: 14px/1.45 system-ui, "Segoe UI", Roboto, sans-serif; }
            header { border-bottom: 2px solid #1b2430; padding-bottom: 12px; margin-bottom: 20px; }
            h1 { font-size: 26px; margin: 0 0 4px; letter-spacing: -0.01em; }
            h2 { font-size: 17px; margin: 34px 0 8px; }
            .muted { color: #5d6b7c; }
            .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
              gap: 10px; }
            .tile { border: 1px solid #d9dfe7; border-radius: 8px; padding: 10px 12px; }
            .tile b { display: block; font-size: 19px; font-variant-numeric: tabular-nums; }
            .tile.good { border-color: #1f8a55; background: #f1faf5; }
            .tile.bad { border-color: #c0392b; background: #fdf3f2; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-size: 12.5px; }
            th { text-align: left; color: #5d6b7c; font-weight: 600; white-space: nowrap; }
            th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid #e6eaf0;
              vertical-align: top; }
            td.number { text-align: right; font-variant-numeric: tabular-nums;
              white-space: nowrap; }
            svg { width: 100%; height: auto; display: block; }
            .grid { stroke: #e9edf2; stroke-width: 1; }
            .tick { fill: #5d6b7c; font-size: 11px; }
            polyline { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
            .close, .cash { stroke: #1f5fbf; }
            .range { fill: #1f5fbf; fill-opacity: 0.14; stroke: none; }
            .own { stroke: #1f8a55; } .premiums { stroke: #1f8a55; }
            .claims { stroke: #c0392b; } .reserves { stroke: #d68a10; }
            line.liquidation { stroke: #c0392b; stroke-width: 1.4; }
            text.liquidation { fill: #c0392b; font-size: 11px; }
            line.barrier { stroke: #7a3fb0; stroke-width: 1.6; stroke-dasharray: 6 4; }
            circle.mark { fill: #c0392b; stroke: #fff; stroke-width: 1.5; }
            text.mark { fill: #1b2430; font-size: 11px; font-weight: 600; }
            .key { font-size: 12px; color: #5d6b7c; margin: 2px 0 0 78px; }
            .key i { display: inline-block; width: 18px; height: 0; border-top: 3px solid;
              margin: 0 5px 3px 14px; vertical-align: middle; }
            @media print { body { max-width: none; padding: 0; font-size: 11px; }
              h2, svg, tr, .tile { break-inside: avoid; } h2 { break-after: avoid; } }
            """;

    /** How far beyond the range of prices a level is shown, as a share of that range. */
    private static final double LEVEL_MARGIN = 0.6;

    private final ReportData data;
    private final StringBuilder out = new StringBuilder(65_536);

    private ReportPage(ReportData data) {
        this.data = data;
    }

    static String write(ReportData data, List<ReportTable> tables) {
        ReportPage page = new ReportPage(data);
        page.head();
        page.tiles();
        data.markets().forEach(page::market);
        page.pool();
        tables.forEach(page::table);
        page.out.append("</body>\n</html>\n");
        return page.out.toString();
    }

    private void head() {
        String title = Markup.text(data.title());
        out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<title>" + title + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n")
                .append("<body>\n<header>\n<h1>" + title + "</h1>\n<div class=\"muted\">")
                .append(ReportTables.time(data.from()) + " to " + ReportTables.time(data.to()))
                .append(" UTC · written " + ReportTables.time(data.writtenAt()) + " UTC</div>\n")
                .append("</header>\n");
    }

    private void tiles() {
        Money premium = Money.zero(Asset.USDT);
        for (ReportData.PolicyRow policy : data.policies()) {
            premium = premium.plus(policy.premium());
        }
        Money paid = Money.zero(Asset.USDT);
        for (ReportData.PayoutRow payout : data.payouts()) {
            paid = payout.state().equals("CONFIRMED") ? paid.plus(payout.amount()) : paid;
        }
        long declined =
                data.claims().stream().filter(claim -> claim.state().equals("DECLINED")).count();
        out.append("<div class=\"tiles\">\n");
        tile("policies bound", String.valueOf(data.policies().size()), "");
        tile("premiums", rounded(premium), "");
        tile("positions liquidated", String.valueOf(data.liquidations().size()), "");
        tile("claims (declined)", data.claims().size() + " (" + declined + ")", "");
        tile("paid out", rounded(paid), "");
        if (!data.pool().isEmpty()) {
            tile("own funds of the pool", rounded(data.pool().getLast().ownFunds()), "");
        }
        boolean clean = data.breaks().isEmpty();
        tile(
                "reconciliation, " + data.compared() + " compared",
                clean ? "no breaks" : data.breaks().size() + " breaks",
                clean ? " good" : " bad");
        out.append("</div>\n");
    }

    private void tile(String label, String value, String tone) {
        out.append("<div class=\"tile" + tone + "\"><b>" + Markup.text(value) + "</b>")
                .append("<span class=\"muted\">" + Markup.text(label) + "</span></div>\n");
    }

    private void market(Market market) {
        LineChart chart = new LineChart(data.from(), data.to());
        chart.band(
                "range",
                market.closes().stream()
                        .map(
                                close ->
                                        new Range(
                                                close.openTime(),
                                                close.low().doubleValue(),
                                                close.high().doubleValue()))
                        .toList());
        chart.line(
                "close",
                market.closes().stream()
                        .map(close -> new Point(close.openTime(), close.close().doubleValue()))
                        .toList(),
                false);
        if (chart.isEmpty()) {
            return;
        }
        for (Level level : nearby(market)) {
            // A barrier is the liquidation price when the policy was bound: one label is enough.
            String label = level.kind().equals("barrier") ? "" : level.login();
            chart.level(level.kind(), label, level.price(), level.from(), level.to());
        }
        for (LiquidationRow row : data.liquidations()) {
            if (row.symbol().equals(market.symbol()) && row.venue().equals(market.venue())) {
                chart.mark(row.login() + " liquidated", row.at(), row.price());
            }
        }
        String name = market.symbol() + " on " + market.venue();
        heading("Price of " + name);
        out.append(chart.svg("Price of " + name + " with liquidation prices and barriers"));
        out.append("<p class=\"key\">")
                .append(key("#1f5fbf", "close, low to high"))
                .append(key("#c0392b", "liquidation price of a position"))
                .append(key("#7a3fb0", "barrier of a policy"))
                .append("</p>\n");
    }

    /** Far levels would press the prices into a line; a barrier is shown wherever it is. */
    private static List<Level> nearby(Market market) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (ReportData.Close close : market.closes()) {
            low = Math.min(low, close.low().doubleValue());
            high = Math.max(high, close.high().doubleValue());
        }
        double margin = LEVEL_MARGIN * (high - low);
        double from = low - margin;
        double to = high + margin;
        return market.levels().stream()
                .filter(
                        level -> {
                            double price = level.price().doubleValue();
                            boolean near = price >= from && price <= to;
                            return near || level.kind().equals("barrier");
                        })
                .toList();
    }

    private void pool() {
        if (data.pool().isEmpty()) {
            return;
        }
        heading("The pool");
        LineChart money = new LineChart(data.from(), data.to());
        money.line("cash", over(PoolPoint::cash), true)
                .line("own", over(PoolPoint::ownFunds), true)
                .line("reserves", over(PoolPoint::reserves), true);
        out.append(money.svg("Cash, own funds and case reserves of the pool"));
        out.append("<p class=\"key\">")
                .append(key("#1f5fbf", "cash"))
                .append(key("#1f8a55", "own funds"))
                .append(key("#d68a10", "case reserves"))
                .append("</p>\n");
        heading("Premiums and claims");
        LineChart result = new LineChart(data.from(), data.to());
        result.line("premiums", over(PoolPoint::premiums), true)
                .line("claims", over(PoolPoint::claims), true);
        out.append(result.svg("Premiums written and claims incurred so far"));
        out.append("<p class=\"key\">")
                .append(key("#1f8a55", "premiums written"))
                .append(key("#c0392b", "claims incurred"))
                .append("</p>\n");
    }

    private List<Point> over(Function<PoolPoint, Money> value) {
        return data.pool().stream()
                .map(point -> new Point(point.at(), value.apply(point).decimal().doubleValue()))
                .toList();
    }

    private void table(ReportTable table) {
        heading(table.name());
        if (table.rows().isEmpty()) {
            out.append("<p class=\"muted\">none</p>\n");
            return;
        }
        out.append("<div class=\"scroll\"><table>\n<thead><tr>");
        table.columns().forEach(column -> out.append("<th>" + Markup.text(column) + "</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            out.append("<tr>");
            row.forEach(cell -> out.append(cell(cell)));
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table></div>\n");
    }

    private static String cell(String cell) {
        boolean number = cell.matches("-?[0-9.]+( USDT| %)?");
        return (number ? "<td class=\"number\">" : "<td>") + Markup.text(cell) + "</td>";
    }

    private void heading(String text) {
        out.append("<h2>" + Markup.text(text) + "</h2>\n");
    }

    private static String key(String color, String label) {
        return "<i style=\"border-color:" + color + "\"></i>" + Markup.text(label);
    }

    /** To two places for the eye; the exact figures stand in the tables. */
    private static String rounded(Money money) {
        BigDecimal cents = money.decimal().setScale(2, RoundingMode.HALF_EVEN);
        return String.format(Locale.ROOT, "%,.2f %s", cents, money.asset().code());
    }

    /** For callers that need the span in a file name. */
    static String compact(Instant at) {
        return at.toString().replaceAll("[-:]", "").replaceAll("\\.\\d+", "");
    }
}

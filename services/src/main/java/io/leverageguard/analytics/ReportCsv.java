package io.leverageguard.analytics;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the tables of a report as CSV (RFC 4180), one after the other: a record with the table's
 * name and columns, then its rows, each led by the table's name.
 *
 * <p>A text that a spreadsheet would take for a formula is led by an apostrophe.
 */
final class ReportCsv {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+( %| USDT)?");
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private ReportCsv() {}

    static String write(List<ReportTable> tables) {
        StringBuilder out = new StringBuilder();
        for (ReportTable table : tables) {
            record(out, "table", table.columns());
            table.rows().forEach(row -> record(out, table.name(), row));
        }
        return out.toString();
    }

    private static void record(StringBuilder out, String first, List<String> rest) {
        out.append(field(first))
                .append(',')
                .append(rest.stream().map(ReportCsv::field).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    static String field(String raw) {
        boolean formula =
                !raw.isEmpty()
                        && FORMULA_STARTS.indexOf(raw.charAt(0)) >= 0
                        && !NUMBER.matcher(raw).matches();
        String safe = formula ? "'" + raw : raw;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}

package io.leverageguard.analytics;

import java.util.ArrayList;
import java.util.List;

/** A table of a report: the same for the page and for the CSV file. */
final class ReportTable {
    private final String name;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    ReportTable(String name, String... columns) {
        this.name = name;
        this.columns = List.of(columns);
    }

    /** Adds a row with a cell per column. */
    ReportTable row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(name + " has " + columns.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof java.math.BigDecimal number ? plain(number) : cell.toString());
        }
        rows.add(List.copyOf(row));
        return this;
    }

    String name() {
        return name;
    }

    List<String> columns() {
        return columns;
    }

    List<List<String>> rows() {
        return List.copyOf(rows);
    }

    private static String plain(java.math.BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.notebook;

import java.util.List;
import java.util.stream.IntStream;
import koopman.jupyter.Html;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/** Shows Tablesaw's tables as HTML, numbers to the right, long and wide ones cut with a count. */
final class Tables {

    private static final int ROWS = 20;
    private static final int COLUMNS = 16;
    private static final int LAST = 5;

    private Tables() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(Relation.class).preferring("text/html").register((table, context) -> {
            context.getOutputContainer().putText(table.print(ROWS).replace("\r", ""));
            context.getOutputContainer().putHTML(html(table));
        });
    }

    static void registerColumns(Renderer renderer) {
        renderer.createRegistration(Column.class).preferring("text/html").register((column, context) -> {
            Table table = Table.create(column.name(), column);
            context.getOutputContainer().putText(table.print(ROWS).replace("\r", ""));
            context.getOutputContainer().putHTML(html(table));
        });
    }

    private static String html(Relation table) {
        List<Column<?>> columns = table.columns();
        int[] shownColumns = shown(columns.size(), COLUMNS);
        StringBuilder html = new StringBuilder("<table class=\"dataframe\">\n");
        if (table.name() != null && !table.name().isBlank()) {
            html.append("<caption>").append(Html.escape(table.name())).append("</caption>\n");
        }
        html.append("<thead><tr>");
        for (int column : shownColumns) {
            html.append(column < 0 ? "<th>…</th>" : cell("th", columns.get(column), columns.get(column).name()));
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int row : shown(table.rowCount(), ROWS)) {
            html.append(row(columns, shownColumns, row));
        }
        return html.append("</tbody>\n</table>\n").append(count(table)).toString();
    }

    private static String row(List<Column<?>> columns, int[] shown, int row) {
        StringBuilder html = new StringBuilder("<tr>");
        for (int column : shown) {
            String text = column < 0 || row < 0 ? "…"
                    : columns.get(column).isMissing(row) ? "" : columns.get(column).getString(row);
            html.append(column < 0 ? "<td>…</td>" : cell("td", columns.get(column), text));
        }
        return html.append("</tr>\n").toString();
    }

    private static String cell(String tag, Column<?> column, String text) {
        String side = column instanceof NumericColumn ? "right" : "left";
        return "<" + tag + " style=\"text-align:" + side + "\">" + Html.escape(text) + "</" + tag + ">";
    }

    /** The first and the last few of so many, with -1 where some are left out. */
    private static int[] shown(int count, int most) {
        if (count <= most) {
            return IntStream.range(0, count).toArray();
        }
        return IntStream.concat(IntStream.concat(IntStream.range(0, most - LAST), IntStream.of(-1)),
                IntStream.range(count - LAST, count)).toArray();
    }

    private static String count(Relation table) {
        return table.rowCount() <= ROWS && table.columnCount() <= COLUMNS ? ""
                : String.format("<p>%,d rows × %,d columns</p>%n", table.rowCount(), table.columnCount());
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import koopman.data.WholeFile;
import koopman.display.Displayable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Measured figures beside the published ones, as a table for people and as JSON for programs. */
public record Findings(List<Finding> list) implements Displayable {

    public Findings {
        list = List.copyOf(list);
    }

    /** Returns the figures as a table, one a row: mean and, in brackets, standard deviation over the seeds. */
    public Table table() {
        var table = Table.create("figures");
        table.addColumns(column("experiment", Finding::experiment), column("figure", Finding::name),
                column("measured on", Finding::dataSet), column("published", Finding::published),
                column("ours", finding -> finding.measured().toString()),
                column("seeds", finding -> String.valueOf(finding.seeds().size())));
        return table;
    }

    private StringColumn column(String name, Function<Finding, String> cell) {
        return StringColumn.create(name, list.stream().map(cell).toList());
    }

    /** Returns the figures as JSON: an array of name, data set, seeds, values, mean, deviation, published value. */
    public String json() {
        var rows = new ArrayList<Map<String, Object>>();
        for (Finding finding : list) {
            var row = new LinkedHashMap<String, Object>();
            row.put("experiment", finding.experiment());
            row.put("name", finding.name());
            row.put("dataSet", finding.dataSet());
            row.put("seeds", finding.seeds());
            row.put("values", finding.measured().values());
            row.put("mean", finding.measured().mean());
            row.put("deviation", finding.measured().deviation());
            row.put("deviationOverN", finding.measured().deviationOverN());
            if (!finding.published().isEmpty()) {
                row.put("published", finding.published());
            }
            rows.add(row);
        }
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues()
                .create().toJson(rows) + "\n";
    }

    /** Writes the JSON to a file, whole or not at all. */
    public void write(Path file) throws IOException {
        new WholeFile(file).write(out -> out.write(json().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Map<String, String> display() {
        var html = new StringBuilder("<table class=\"dataframe\"><thead><tr>");
        Table table = table();
        table.columnNames().forEach(name -> html.append("<th>").append(name).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (var row : table) {
            html.append("<tr>");
            table.columnNames().forEach(name -> html.append("<td>").append(row.getString(name)).append("</td>"));
            html.append("</tr>");
        }
        return Map.of("text/html", html.append("</tbody></table>").toString());
    }

    @Override
    public String toString() {
        return table().printAll();
    }
}

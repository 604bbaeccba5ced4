// SPDX-License-Identifier: Apache-2.0
package koopman.notebook;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import koopman.jupyter.Html;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;

/** Shows charts of XChart's: sharp on dense screens, with a text for who cannot see them; as SVG on demand. */
final class Charts {

    private static final int SHARPNESS = 2; // device pixels for each pixel of the layout

    private Charts() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(Chart.class).preferring("text/html").supporting("image/png", "image/svg+xml")
                .register((chart, context) -> {
                    String text = text(chart);
                    context.getOutputContainer().putText(text);
                    context.renderIfRequested(MIMEType.TEXT_HTML,
                            () -> Html.image(image(chart), chart.getWidth(), text));
                    context.renderIfRequested(MIMEType.IMAGE_PNG, () -> Html.png(image(chart)));
                    context.renderIfRequested(MIMEType.IMAGE_SVG, () -> svg(chart));
                });
    }

    private static String text(Chart<?, ?> chart) {
        String series = chart.getSeriesCollection().stream().map(each -> ((Series) each).getName())
                .collect(Collectors.joining(", "));
        String kind = chart.getClass().getSimpleName().replaceFirst("Chart$", "");
        String title = chart.getTitle() == null || chart.getTitle().isBlank() ? "untitled" : chart.getTitle();
        return kind + " chart: " + title + (series.isEmpty() ? "" : " (" + series + ")");
    }

    private static BufferedImage image(Chart<?, ?> chart) {
        BufferedImage image = new BufferedImage(chart.getWidth() * SHARPNESS, chart.getHeight() * SHARPNESS,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.scale(SHARPNESS, SHARPNESS);
        chart.paint(pen, chart.getWidth(), chart.getHeight());
        pen.dispose();
        return image;
    }

    private static String svg(Chart<?, ?> chart) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import org.knowm.xchart.style.markers.Marker;

/** A mark that is small whatever size the chart's marks have. */
final class Speck extends Marker {

    private static final double DIAMETER = 1.8;

    @Override
    public void paint(Graphics2D graphics, double x, double y, int size) {
        graphics.fill(new Ellipse2D.Double(x - DIAMETER / 2, y - DIAMETER / 2, DIAMETER, DIAMETER));
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/** A mark that points to the right, where what it stands at goes on. */
final class RightArrow extends Marker {

    @Override
    public void paint(Graphics2D graphics, double x, double y, int size) {
        double half = size / 2.0;
        var arrow = new Path2D.Double();
        arrow.moveTo(x - half, y - half);
        arrow.lineTo(x + half, y);
        arrow.lineTo(x - half, y + half);
        arrow.closePath();
        graphics.fill(arrow);
    }
}

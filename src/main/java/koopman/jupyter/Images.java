// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.awt.image.BufferedImage;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** Shows images; tiny ones, such as a digit of 28 pixels, are enlarged so that they can be seen. */
final class Images {

    private static final int SMALL = 64;
    private static final int ENLARGED = 192;

    private Images() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(BufferedImage.class).preferring("text/html")
                .supporting("image/png", "image/jpeg", "image/gif").register((image, context) -> {
            String text = "image, " + image.getWidth() + " × " + image.getHeight() + " pixels";
            context.getOutputContainer().putText(text);
            context.getOutputContainer().putData("image/png", Html.png(image));
            context.getOutputContainer().putHTML(tag(image, text));
        });
    }

    private static String tag(BufferedImage image, String text) {
        boolean small = Math.max(image.getWidth(), image.getHeight()) <= SMALL;
        int width = small ? image.getWidth() * Math.max(1, ENLARGED / Math.max(image.getWidth(), image.getHeight()))
                : image.getWidth();
        String tag = Html.image(image, width, text);
        return small ? tag.replace("style=\"", "style=\"image-rendering:pixelated;") : tag;
    }
}

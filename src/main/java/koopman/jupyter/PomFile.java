// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The description that Maven keeps beside a jar in its repository. */
final class PomFile {

    private PomFile() {}

    /** Returns the coordinates of the sources of a jar, or an empty text if it does not lie in a repository. */
    static String sourcesOf(Path jar) {
        Path version = jar.getParent();
        Path artifact = version == null ? null : version.getParent();
        if (artifact == null || artifact.getFileName() == null) {
            return "";
        }
        String name = artifact.getFileName() + "-" + version.getFileName();
        Path pom = jar.resolveSibling(name + ".pom");
        String group = Files.isRegularFile(pom) ? group(pom) : "";
        return group.isEmpty() || !jar.getFileName().toString().equals(name + ".jar") ? ""
                : group + ":" + artifact.getFileName() + ":jar:sources:" + version.getFileName();
    }

    private static String group(Path pom) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // throws without printing
            Element project = builder.parse(pom.toFile()).getDocumentElement();
            Element parent = child(project, "parent");
            Element own = child(project, "groupId");
            Element group = own != null || parent == null ? own : child(parent, "groupId");
            return group == null ? "" : group.getTextContent().strip();
        } catch (IOException | SAXException | ParserConfigurationException unreadable) {
            return "";
        }
    }

    private static Element child(Element parent, String name) {
        for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;

/** Two controls with the same value, kept so by the page itself: also where no kernel runs. */
public final class Link extends Model {

    private Link(String name, Control<?, ?> source, Control<?, ?> target) {
        super(Kind.unseen(name));
        define("source", List.of(source, source.attribute()));
        define("target", List.of(target, target.attribute()));
        source.accompany(this);
    }

    /** Has the target take each value of the source. */
    public static Link directed(Control<?, ?> source, Control<?, ?> target) {
        return new Link("DirectionalLink", source, target);
    }

    /** Has each take the values of the other. */
    public static Link both(Control<?, ?> one, Control<?, ?> other) {
        return new Link("Link", one, other);
    }
}

// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets go of what fills the heap when a cell has run out of memory and it stays full afterwards: no further cell could
 * be compiled. Variables that the last cells name are set to null, one by one, until there is room; then all others.
 */
final class Rescue {

    private String cell = "";
    private String before = "";

    /** Takes note of the cell that is going to run, and lets go of old values if it may need the room. */
    void begin(String code, CellShell shell) {
        before = cell;
        cell = code;
        if (Reserve.isHalfFull()) {
            shell.emptyReplaced();
        }
    }

    /** Makes room where there is none, and says at which cost. */
    void makeRoom(CellShell shell) {
        shell.emptyReplaced();
        List<String> gone = letGo(shell);
        if (!gone.isEmpty()) {
            System.err.println(String.join(", ", gone) + (gone.size() == 1 ? " was" : " were")
                    + " set to null: the heap was full, and no further cell could have run.");
        }
    }

    private List<String> letGo(CellShell shell) {
        List<String> gone = new ArrayList<>();
        for (String code : new String[] {cell, before, null}) {
            for (Field field : shell.variables()) {
                if (Reserve.hasRoom()) {
                    return gone;
                }
                if ((code == null || code.contains(field.getName())) && empty(field)) {
                    gone.add(field.getName());
                }
            }
        }
        return gone;
    }

    /** Sets a variable to null and returns whether it was something else. */
    static boolean empty(Field variable) {
        try {
            boolean held = variable.get(null) != null;
            variable.set(null, null);
            return held;
        } catch (ReflectiveOperationException | RuntimeException unreachable) {
            return false; // it is no variable of a cell
        }
    }

    /** Returns whether a field of a cell's class may be a variable that holds an object. */
    static boolean mayHold(Field field) {
        return Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())
                && !field.getType().isPrimitive() && !field.isSynthetic() && field.trySetAccessible();
    }
}

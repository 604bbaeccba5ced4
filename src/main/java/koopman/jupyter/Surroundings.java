// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;
import koopman.jupyter.Piece.Form;

/**
 * What the statements of a cell declare before the one that is being typed, and that JShell does not know yet: written
 * around it as a class, whose members and local variables the statement can name.
 */
final class Surroundings {

    private static final String HEAD = "class $Cell { ";
    private static final String METHOD = " void $run() throws Throwable { ";

    private final StringBuilder members = new StringBuilder();
    private final StringBuilder statements = new StringBuilder();

    /** Of what stands before the statement. */
    Surroundings(String before) {
        for (Piece piece : Pieces.of(before).list()) {
            if (piece.form() == Form.METHOD || piece.form() == Form.TYPE) {
                members.append(piece.source()).append('\n');
            } else if (piece.form() != Form.IMPORT && piece.form() != Form.EMPTY && piece.form() != Form.BARE) {
                statements.append(piece.closed()).append('\n');
            }
        }
    }

    /** Returns the ways to write it around a statement: as one of a method, or, where that is a method itself, beside. */
    List<String> around(String statement) {
        String inMethod = HEAD + members + METHOD + statements + statement;
        return statement.indexOf('{') < 0 ? List.of(inMethod) : List.of(inMethod, HEAD + members + statement);
    }
}

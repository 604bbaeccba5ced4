// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/** A row of points or distances that cannot be used; {@link #row} tells which, so that a reader can name the line. */
public final class InvalidRow extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int row;
    private final String fault;

    InvalidRow(int row, String fault) {
        super("row " + row + ": " + fault);
        this.row = row;
        this.fault = fault;
    }

    /** Returns the number of the row, from 0. */
    public int row() {
        return row;
    }

    /** Returns what is wrong with the row, without its number. */
    public String fault() {
        return fault;
    }
}

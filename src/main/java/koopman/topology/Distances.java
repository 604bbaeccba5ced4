package koopman.topology;

/** The distances between the points of a finite set, in single precision: all that a Vietoris–Rips complex knows. */
interface Distances {

    /** Returns the number of points. */
    int size();

    /** Returns the distances from one point to all, itself included; the caller changes nothing in it. */
    float[] row(int point);

    /** Writes the distances from points rowFrom..rowTo - 1 to points columnFrom..columnTo - 1, row after row. */
    void tile(int rowFrom, int rowTo, int columnFrom, int columnTo, float[] into);
}

// SPDX-License-Identifier: Apache-2.0
package koopman.data;

/** What a set of samples may be used for. Figures name the split that they were measured on. */
public enum Split {
    /** For fitting, and for nothing that is reported. */
    TRAIN,
    /** For choosing settings. */
    VALIDATION,
    /** For the figures that are reported: nothing is fitted or chosen on it. */
    TEST;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

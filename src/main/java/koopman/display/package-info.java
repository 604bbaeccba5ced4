// SPDX-License-Identifier: Apache-2.0
/**
 * Where library and kernel meet without knowing each other: {@link koopman.display.Displayable}, a value that says how it
 * is shown, and {@link koopman.display.LiveLine}, a line of progress that goes to where the caller's output goes.
 */
package koopman.display;

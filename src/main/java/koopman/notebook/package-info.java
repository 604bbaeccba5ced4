// SPDX-License-Identifier: Apache-2.0
/**
 * What the library brings to a notebook, in our own kernel and in others of its family: see
 * {@link koopman.notebook.LibraryExtension}.
 */
package koopman.notebook;

/**
 * One house style of charts. A {@link koopman.figure.Figure} is a finished picture with a text that tells it
 * to those who cannot see it; {@link koopman.figure.Figures} makes them from the library's own values. A
 * {@link koopman.figure.LiveFigure} is one that the reader moves.
 *
 * <p>Charts are drawn with XChart and VectorGraphics2D, optional dependencies of the library: a project that depends on it and
 * draws figures names both.
 *
 * <pre>{@code
 * Figure film = Figures.film(surrogate, data.test());
 * film.save(file);
 * }</pre>
 */
package koopman.figure;

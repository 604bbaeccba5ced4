// SPDX-License-Identifier: Apache-2.0
koopmanLive("pair", (live, { pair: given, coordinates, steps, start: first, reach }) => {
  const near = 0.03; // nearer to the real axis than this is on it
  const square = { x: [-reach, reach], y: [-reach, reach] };

  const product = (a, b) => a.map(row => [0, 1].map(j => row[0] * b[0][j] + row[1] * b[1][j]));
  const determinant = ([[a, b], [c, d]]) => a * d - b * c;

  function inverse(matrix) {
    const [[a, b], [c, d]] = matrix, by = determinant(matrix);
    return [[d / by, -b / by], [-c / by, a / by]];
  }

  function rotation(degrees) {
    const angle = degrees * Math.PI / 180;
    return [[Math.cos(angle), Math.sin(angle)], [-Math.sin(angle), Math.cos(angle)]];
  }

  /* The plainest matrix with two eigenvalues [real, imaginary]; a row times the matrix is the next row. */
  const plain = ([[a, b], [c]]) => b === 0 ? [[a, 0], [0, c]] : [[a, b], [-b, a]];

  /* The same step where each row is given as row · change, at its start as at its end. */
  const inCoordinates = (matrix, change) => product(inverse(change), product(matrix, change));

  /* The same step where only the rows that it starts from are turned. */
  const fromTurned = (matrix, degrees) => product(inverse(rotation(degrees)), matrix);

  function eigenvalues(matrix) {
    const half = (matrix[0][0] + matrix[1][1]) / 2, square = half * half - determinant(matrix), root = Math.sqrt(Math.abs(square));
    return square < 0 ? [[half, root], [half, -root]] : [[half + root, 0], [half - root, 0]];
  }

  function singularValues([[a, b], [c, d]]) {
    const [sum, difference] = [Math.hypot(a + d, b - c), Math.hypot(a - d, b + c)];
    return [(sum + difference) / 2, Math.abs(sum - difference) / 2];
  }

  function path(row, matrix) {
    const rows = [row];
    for (let step = 0; step < steps; step++) rows.push(product([rows[step]], matrix)[0]);
    return rows;
  }

  /* What is shown of a pair: the matrix, where its path starts, and the path that it is compared with. */
  function shown(pair, isOther, degrees) {
    const start = isOther ? product([first], coordinates)[0] : first;
    const before = isOther ? inCoordinates(plain(pair), coordinates) : plain(pair);
    return { matrix: fromTurned(before, degrees), start: product([start], rotation(degrees))[0],
      beside: degrees !== 0 ? path(start, before) : path(first, plain(pair)) };
  }

  const pair = given.map(each => [...each]);
  const plane = live.view("Plane of eigenvalues with the unit circle", square, paintPlane);
  live.view(`A point that the matrix moves ${steps} times`, square, paintPath);
  const handles = plane.points(pair, { label: "eigenvalue", step: 0.04, text: point => number(point), moved: follow });
  const other = live.check("other coordinates");
  const turn = live.slider("turn the start only", { min: -180, max: 180, step: 5, value: 0, text: value => value + "°" });
  live.button("start again", () => {
    pair.forEach((each, i) => each.splice(0, 2, ...given[i]));
    [other.value, turn.value] = [false, 0];
  });

  /* The other of a complex pair is the mirror image; on the axis each goes its own way. */
  function follow(i) {
    const [moved, rest] = [pair[i], pair[1 - i]], wasComplex = rest[1] !== 0;
    if (Math.abs(moved[1]) < near) moved[1] = 0;
    if (moved[1] !== 0 || wasComplex) rest.splice(0, 2, moved[0], moved[1] && -moved[1]);
  }

  function paintPlane(pen, view) {
    axes(pen, view);
    pen.strokeStyle = live.mark;
    pen.beginPath();
    pen.arc(view.x(0), view.y(0), view.x(1) - view.x(0), 0, 2 * Math.PI);
    pen.stroke();
    for (const [x, y] of eigenvalues(shown(pair, other.value, turn.value).matrix)) live.dot(pen, 1, view.x(x), view.y(y), 7);
    tell();
  }

  function paintPath(pen, view) {
    const { matrix, start, beside } = shown(pair, other.value, turn.value);
    axes(pen, view);
    if (other.value || turn.value) draw(pen, view, beside, live.mark, 1.5);
    const rows = path(start, matrix);
    draw(pen, view, rows, live.colour(0), 2.5);
    live.dot(pen, 2, view.x(start[0]), view.y(start[1]), 6);
    pen.fillStyle = live.ink;
    pen.textAlign = "right";
    matrix.forEach((row, i) => row.forEach((value, j) => pen.fillText(fixed(value), 66 + 52 * j, 26 + 18 * i)));
    for (const [x, inwards] of [[16, 5], [126, -5]]) bracket(pen, x, inwards);
  }

  function axes(pen, view) {
    pen.strokeStyle = live.faint;
    pen.beginPath();
    pen.moveTo(0, view.y(0));
    pen.lineTo(view.width, view.y(0));
    pen.moveTo(view.x(0), 0);
    pen.lineTo(view.x(0), view.height);
    pen.stroke();
  }

  function draw(pen, view, rows, colour, width) {
    pen.strokeStyle = pen.fillStyle = colour;
    pen.lineWidth = width / 2;
    pen.beginPath();
    rows.forEach(([x, y]) => pen.lineTo(view.x(x), view.y(y)));
    pen.stroke();
    for (const [x, y] of rows) pen.fillRect(view.x(x) - width, view.y(y) - width, 2 * width, 2 * width);
  }

  function bracket(pen, x, inwards) {
    pen.strokeStyle = live.ink;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const [right, y] of [[inwards, 10], [0, 10], [0, 52], [inwards, 52]]) pen.lineTo(x + right, y);
    pen.stroke();
  }

  function tell() {
    const { matrix } = shown(pair, other.value, turn.value), [[a, b], [c]] = eigenvalues(matrix), size = Math.hypot(a, b);
    const does = b ? `${fixed(a)} ± ${fixed(b)}i: in coordinates of its own a step multiplies by ${fixed(size)} and turns by `
        + `${(Math.atan2(b, a) * 180 / Math.PI).toFixed(1)}°; ${steps} steps multiply by ${times(size)}.`
      : `${fixed(a)} and ${fixed(c)}: a step multiplies one direction by the one, another by the other; ${steps} steps `
        + `by ${times(a)} and ${times(c)}.`;
    live.say(`Eigenvalues ${does} Singular values ${singularValues(matrix).map(fixed).join(" and ")}.`
      + (turn.value ? " The first step still comes to the same place; the next do not." : ""));
  }

  const times = factor => (factor ** steps).toPrecision(2);
  const fixed = value => (Math.abs(value) < 0.0005 ? 0 : value).toFixed(3).replace("-", "−");
  const number = ([a, b]) => b === 0 ? fixed(a) : `${fixed(a)} ${b < 0 ? "−" : "+"} ${fixed(Math.abs(b))}i`;

  /* Two eigenvalues, whether in other coordinates, and degrees, to the matrix, its eigenvalues and singular values, the last place. */
  return { answer: ([a, b, c, d, isOther, degrees]) => {
    const { matrix, start } = shown([[a, b], [c, d]], isOther === 1, degrees);
    return [matrix, eigenvalues(matrix), singularValues(matrix), path(start, matrix)[steps]].flat(2);
  } };
});

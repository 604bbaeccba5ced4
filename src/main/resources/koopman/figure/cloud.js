// SPDX-License-Identifier: Apache-2.0
koopmanLive("cloud", (live, { points: given, shapes, scale: first, most, reach, last }) => {
  const more = 10;

  /* Persistent homology in dimensions 0 and 1, as koopman.topology.PersistentHomology has it: [dimension, birth, death]. */
  function barcodeOf(points) {
    const n = points.length, edges = [], rank = new Int32Array(n * n), intervals = n ? [[0, 0, Infinity]] : [];
    for (let b = 1; b < n; b++) {
      for (let a = 0; a < b; a++) edges.push({ a, b, length: distance(points[a], points[b]) });
    }
    edges.sort((one, other) => one.length - other.length);
    edges.forEach(({ a, b }, i) => { rank[a * n + b] = rank[b * n + a] = i; });
    const add = (dimension, birth, death) => { if (birth < death) intervals.push([dimension, birth, death]); };

    // An edge between two components ends one; any other begins a loop.
    const above = points.map((_, i) => i), loops = [];
    const chief = i => above[i] === i ? i : chief(above[i]);
    edges.forEach(({ a, b, length }, i) => {
      const [one, other] = [chief(a), chief(b)];
      if (one === other) return loops.push(i);
      above[one] = other;
      add(0, 0, length);
    });

    // The triangles over an edge, each a number that orders all: by the longest edge, then by the corner opposite to it.
    const triangles = i => {
      const { a, b } = edges[i], keys = [];
      for (let c = 0; c < n; c++) {
        if (c === a || c === b) continue;
        const [ac, bc] = [rank[a * n + c], rank[b * n + c]], longest = Math.max(i, ac, bc);
        keys.push(longest * n + (longest === i ? c : longest === ac ? b : a));
      }
      return keys.sort((one, other) => one - other);
    };

    // Cohomology, the longest edge first: a loop ends with the first triangle that no longer edge has. Most edges close one at
    // once, by shorter edges; what else lies over such an edge is listed only where another column needs it.
    const owner = new Map();
    for (const i of loops.reverse()) {
      const { a, b, length } = edges[i];
      let c = 0;
      while (c < n && (c === a || c === b || rank[a * n + c] > i || rank[b * n + c] > i)) c++;
      if (c < n) {
        owner.set(i * n + c, () => triangles(i));
        continue;
      }
      let column = triangles(i);
      while (owner.has(column[0])) column = sumOf(column, owner.get(column[0])());
      const reduced = column;
      owner.set(reduced[0], () => reduced);
      add(1, length, edges[Math.floor(reduced[0] / n)].length);
    }
    return intervals.sort((one, other) => one[0] - other[0] || one[1] - other[1] || (one[2] < other[2] ? -1 : 1));
  }

  function distance([x, y], [u, v]) {
    return Math.fround(Math.sqrt((x - u) * (x - u) + (y - v) * (y - v)));
  }

  /* What is in one of two ascending lists and not in both. */
  function sumOf(one, other) {
    const sum = [];
    for (let i = 0, j = 0; i < one.length || j < other.length;) {
      if (j === other.length || one[i] < other[j]) sum.push(one[i++]);
      else if (i === one.length || other[j] < one[i]) sum.push(other[j++]);
      else { i++; j++; }
    }
    return sum;
  }

  const betti = (barcode, dimension, scale) => barcode.filter(([of, birth, death]) =>
    of === dimension && birth <= Math.fround(scale) && Math.fround(scale) < death).length;

  const points = [];
  let barcode = [], shape = null, grown = []; // the barcodes of a shape's first ten points, of twenty, ...

  const plane = live.view("Points of the plane at a scale, with discs, edges and triangles",
    { x: [-reach, reach], y: [-reach, reach], width: 320 }, paintComplex);
  live.view("Barcode of these points, cut at the scale", { x: [0, last], y: [0, 1], equal: false, width: 320, margin: 32 }, paintBars);
  live.legend(["components", "loops"]);
  const handles = plane.points(points, { label: "point", small: true, step: 0.05, jump: false, moved: () => change(() => { }),
    removed: i => change(() => points.splice(i, 1)) });
  plane.pressed = add;

  const scale = live.slider("scale ε", { min: 0, max: last, step: 0.01, value: first, text: value => value.toFixed(2) });
  shapes.forEach(each => live.button("more of " + each.name, () => sample(each)));
  live.button("add a point", () => add([0, 0]));
  live.button("remove a point", () => change(() => points.splice(handles.current, 1)));
  live.button("start again", () => show(given));
  show(given);

  function change(action) {
    action();
    [barcode, shape, grown] = [barcodeOf(points), null, []];
    handles.set();
  }

  function show(list) {
    change(() => points.splice(0, most, ...list.map(point => [...point])));
  }

  function add(place) {
    if (points.length === most) return;
    change(() => points.push([...place]));
    handles.current = points.length - 1;
  }

  /* Shows ten points more of a shape, or its first ten where other points are shown or all that it has. */
  function sample(next) {
    const before = shape === next && points.length < most ? grown : [];
    show(next.points.slice(0, before.length * more + more));
    [shape, grown] = [next, [...before, barcode]];
  }

  function paintComplex(pen, view) {
    const longest = Math.fround(scale.value);
    const seen = points.map(([x, y]) => [view.x(x), view.y(y)]);
    const joined = points.map(one => points.map(other => distance(one, other) <= longest));
    paintDiscs(pen, seen, longest / 2 * (view.x(1) - view.x(0)));
    paintTriangles(pen, seen, joined);
    pen.beginPath();
    seen.forEach((one, a) => seen.slice(0, a).filter((_, b) => joined[a][b]).forEach(other => {
      pen.moveTo(...one);
      pen.lineTo(...other);
    }));
    pen.stroke();
    live.say(told());
  }

  function paintDiscs(pen, seen, radius) {
    pen.fillStyle = live.colour(0);
    pen.globalAlpha = 0.18;
    pen.beginPath();
    for (const [x, y] of seen) {
      pen.moveTo(x + radius, y);
      pen.arc(x, y, radius, 0, 2 * Math.PI);
    }
    pen.fill();
    pen.globalAlpha = 1;
  }

  /* All triangles among points that are joined pairwise fill the hull of these points, so there is no need to paint each. */
  function paintTriangles(pen, seen, joined) {
    pen.fillStyle = live.mix(live.paper, live.colour(1), 0.35);
    for (const clique of cliques(joined)) {
      pen.beginPath();
      hull(clique.map(i => seen[i])).forEach(corner => pen.lineTo(...corner));
      pen.fill();
    }
  }

  /* The greatest sets of points that are joined pairwise (Bron and Kerbosch, 1973). */
  function cliques(joined) {
    const found = [];
    const grow = (clique, open, done) => {
      if (!open.length && !done.length) found.push(clique);
      const among = i => open.filter(j => joined[i][j]).length;
      const pivot = [...open, ...done].reduce((best, i) => among(i) > among(best) ? i : best, open[0]);
      for (const i of open.filter(j => j === pivot || !joined[pivot][j])) {
        open = open.filter(j => j !== i);
        grow([...clique, i], open.filter(j => joined[i][j]), done.filter(j => joined[i][j]));
        done = [...done, i];
      }
    };
    grow([], [...joined.keys()], []);
    return found;
  }

  /* The corners of the convex hull of points, in turn. */
  function hull(points) {
    const sorted = [...points].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    const chain = list => list.reduce((corners, point) => {
      while (corners.length > 1 && !turns(corners.at(-2), corners.at(-1), point)) corners.pop();
      return [...corners, point];
    }, []);
    return [...chain(sorted), ...chain(sorted.reverse())];
  }

  function turns(a, b, c) {
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0]);
  }

  function paintBars(pen, view) {
    const [loops, components] = [1, 0].map(dimension => barcode.filter(([of]) => of === dimension)
      .sort((one, other) => Math.min(one[2], last) - one[1] - Math.min(other[2], last) + other[1]));
    const rows = [...loops, null, ...components];
    pen.textAlign = "center";
    for (let tick = 0; tick <= last; tick += 0.5) pen.fillText(tick, view.x(tick), view.y(0) + 16);
    pen.fillText("scale ε", view.x(last / 2), view.y(0) + 30);
    pen.lineWidth = Math.min(4, 0.6 * (view.y(0) - view.y(1)) / rows.length);
    rows.forEach((bar, row) => bar && paintBar(pen, view, bar, view.y((row + 0.5) / rows.length)));
    pen.strokeStyle = live.ink;
    pen.lineWidth = 1.5;
    pen.setLineDash([5, 4]);
    line(pen, view.x(scale.value), view.y(0) + 4, view.x(scale.value), view.y(1) - 10);
    pen.setLineDash([]);
  }

  function paintBar(pen, view, [dimension, birth, death], y) {
    pen.strokeStyle = pen.fillStyle = live.colour(dimension);
    line(pen, view.x(birth), y, view.x(Math.min(death, last)), y);
    if (death <= last) return;
    pen.beginPath();
    for (const [x, up] of [[0, -4], [8, 0], [0, 4]]) pen.lineTo(view.x(last) + x, y + up);
    pen.fill();
  }

  function line(pen, fromX, fromY, toX, toY) {
    pen.beginPath();
    pen.moveTo(fromX, fromY);
    pen.lineTo(toX, toY);
    pen.stroke();
  }

  function told() {
    const [components, loops] = [0, 1].map(dimension => betti(barcode, dimension, scale.value));
    const now = `At ε = ${scale.value.toFixed(2)}: ${live.counted(points.length, "point")}, ${live.counted(components, "component")}, `
      + live.counted(loops, "loop") + ".";
    return shape ? `${now} Of ${shape.name}: ` + grown.map((each, i) => {
      const [size, count] = [more * (i + 1), betti(each, 0, scale.value)];
      return i ? `${size} make ${count}` : `${size} points make ${live.counted(count, "component")}`;
    }).join(", ") + "." : now;
  }

  /* Coordinates, x and y in turn, to the intervals, -1 for a death that never comes. */
  return { answer: places => barcodeOf(places.flatMap((x, i) => i % 2 ? [] : [[x, places[i + 1]]])).flat()
    .map(value => value === Infinity ? -1 : value) };
});

// SPDX-License-Identifier: Apache-2.0
koopmanLive("turntable", (live, { names, labels, points }) => {
  const seen = (turn, tilt) => {
    const [a, b] = [turn, tilt].map(degrees => degrees * Math.PI / 180);
    return ([x, y, z]) => {
      const depth = z * Math.cos(a) - x * Math.sin(a);
      return [x * Math.cos(a) + z * Math.sin(a), y * Math.cos(b) - depth * Math.sin(b), y * Math.sin(b) + depth * Math.cos(b)];
    };
  };
  const cloud = live.view("The cloud, seen from where the sliders say", { x: [-1, 1], y: [-1, 1], height: 0.9 }, (pen, view) => {
    const now = seen(turn.value, tilt.value);
    pen.strokeStyle = live.mark;
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]].map(now).forEach(([x, y], i) => {
      pen.beginPath();
      pen.moveTo(view.x(0), view.y(0));
      pen.lineTo(view.x(x), view.y(y));
      pen.stroke();
      pen.fillText(i + 1, view.x(x), view.y(y));
    });
    pen.globalAlpha = 0.75;
    points.map((point, i) => [...now(point), labels[i]]).sort((one, other) => one[2] - other[2])
      .forEach(([x, y, depth, label]) => live.dot(pen, label, view.x(x), view.y(y), 3 + depth));
    pen.globalAlpha = 1;
  });
  live.legend(names);
  const turn = live.slider("turn", { min: -180, max: 180, value: 0, text: value => value + "°" });
  const tilt = live.slider("tilt", { min: -90, max: 90, value: 0, text: value => value + "°" });
  cloud.dragged = (right, down) => {
    turn.value = (turn.value + right + 540) % 360 - 180;
    tilt.value = tilt.value + down;
  };
  return { answer: ([x, y, z, right, up]) => seen(right, up)([x, y, z]) };
});

// SPDX-License-Identifier: Apache-2.0
// What scrolls sideways can be reached with the keyboard, as what a mouse can reach should be.
(function () {
  const SCROLLING = '.bd-article .MathJax[display="true"], .bd-article .output, .bd-article div.math, ' +
    '.bd-article .pst-scrollable-table-container, .bd-article pre';

  function markScrolling() {
    for (const box of document.querySelectorAll(SCROLLING)) {
      const scrolls = box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== 'visible';
      if (scrolls) box.tabIndex = 0;
      else if (box.tabIndex === 0) box.removeAttribute('tabindex');
    }
  }

  function start() {
    markScrolling();
    addEventListener('resize', markScrolling);
    document.addEventListener('toggle', markScrolling, true); // what a fold hides has no width yet
    if (window.MathJax && MathJax.startup) MathJax.startup.promise.then(markScrolling);
  }

  addEventListener('load', start);
})();

// Runs before the first paint, so that nobody who chose the dark theme sees a white flash.
// A file of its own because the content security policy allows no inline script.
(function () {
  try {
    var root = document.documentElement;
    var theme = localStorage.getItem("berth.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("berth.density") === "comfortable")
      root.dataset.density = "comfortable";
  } catch {
    // Storage is blocked: the system's theme stands.
  }
})();

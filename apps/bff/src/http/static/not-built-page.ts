/** What a browser sees where the console was never built. The API works all the same. */
export const notBuiltPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Berth: console not built</title></head>
<body>
<h1>The console is not built yet</h1>
<p>The server runs and its API answers, but there are no pages to show.</p>
<p>Run <code>npm start</code>, which builds them, or <code>npm run build</code> and start the server again.</p>
</body>
</html>
`;

"""Names that try to be something else than names."""

HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"' onmouseover='document.title=1' x=\"",
    "<!-- <script> &amp; &lt;b&gt;",
    "\u202eمرحبا\u2066 reversed",
    "👩‍💻🇨🇳 emoji",
    '=HYPERLINK("https://example.com","x")',
    "长" * 200,
    "{{ 7 * 7 }} %{y} $x^2$ ${x}",
    "<a href='javascript:alert(1)'>x</a><b>bold</b><br>",
    "2026-01-01",
    "\u2028line\u2029end\x00"[:-1],
)

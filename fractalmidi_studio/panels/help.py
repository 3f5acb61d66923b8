"""Words of the help menu."""

ABOUT = """<b>FractalMIDI Studio {version}</b><p>Paint a hole into a piece of music; a fractal model writes it anew,
coarse to fine, fitting what is around it.</p><p>MIT licence.</p>"""

MOUSE_AND_KEYS = """<b>Roll</b><table cellspacing="4">
<tr><td>Drag</td><td>paint the hole with the chosen tool</td></tr>
<tr><td>Right button, or Alt</td><td>erase from the hole</td></tr>
<tr><td>Middle button</td><td>move the music</td></tr>
<tr><td>Wheel, Shift+wheel</td><td>scroll up and down, sideways</td></tr>
<tr><td>Ctrl+wheel</td><td>zoom time about the mouse</td></tr>
<tr><td>Ctrl+Shift+wheel, Alt+wheel</td><td>zoom pitch about the mouse</td></tr>
<tr><td>Ruler: click, drag</td><td>set the playhead, paint whole bars</td></tr>
<tr><td>Keys: press, drag</td><td>hear a pitch, keep the hole to those pitches</td></tr>
</table><b>Keyboard</b><table cellspacing="4">
<tr><td>H, R, B, E</td><td>hand, rectangle, brush, erase</td></tr>
<tr><td>[ and ]</td><td>smaller, larger brush</td></tr>
<tr><td>Ctrl+D, Ctrl+Shift+I</td><td>clear, invert the hole</td></tr>
<tr><td>Ctrl+I or Ctrl+Return</td><td>Inpaint</td></tr>
<tr><td>Esc</td><td>cancel the run, or the stroke</td></tr>
<tr><td>Space, Return</td><td>play or stop, return to the start</td></tr>
</table>"""

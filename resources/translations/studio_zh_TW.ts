<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="en">
 <context>
  <name>studio</name>
  <message>
   <location filename="fractalmidi_studio/app.py" />
   <source>Open a MIDI file, or press Generate.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/app.py" />
   <source>Something unexpected happened ({problem}). Your piece is still here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source> cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>No output</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Size of the brush in cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Starting the player</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Tool Bar</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Where the music is played: a MIDI port, a virtual port, or the built-in synth</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/keyboard.py" />
   <source>Piano keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/keyboard.py" />
   <source>Press a key to hear it. Drag over keys to keep the hole to those pitches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/profile.py" />
   <source>mean velocity (full height = 127)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/profile.py" />
   <source>notes sounding</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/ruler.py" />
   <source>Bar ruler</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/ruler.py" />
   <source>Click to set the playhead. Drag to paint whole bars; with the right button or Alt to erase.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/view.py" />
   <source>Erase with {tool}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/view.py" />
   <source>Paint with {tool}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/view.py" />
   <source>Piano roll</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/desk.py" />
   <source>All commands and their keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/desk.py" />
   <source>Keyboard Shortcuts…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/desk.py" />
   <source>Language, theme, size and more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/desk.py" />
   <source>Settings…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Do the step again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Redo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Take the last step back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>A picture of the whole piano roll</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>An animation of the piece being played</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Close the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Demo Pieces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Export</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Last run as GIF…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>MIDI file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>New</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Open Recent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Open a MIDI file (or drop one on the window)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Open…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Piece as GIF…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Piece as PNG…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Piece as WAV…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Quit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Save</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Save As…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Save the piece as a MIDI file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Save the piece under another name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Start an empty piece</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>The last run, coarse to fine, as an animation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>The sound of the built-in synth</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Write the piece as MIDI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>About FractalMIDI Studio</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Command Palette…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Demo pieces, and what Inpaint does</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Find any command by a few of its letters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Mouse and Keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Version and licence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Welcome Page</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>What the mouse and the keys do</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Clear</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Clear Hole</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Invert</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Invert Hole</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Paint All</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Paint every cell of the piece</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Swap painted and kept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Take the whole hole away; the music stays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Ends every note that still sounds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Follow the Playhead</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Play</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Play from the playhead, or stop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Playhead to the beginning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Return to Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Silence All Notes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Turn the page while playing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Cancel Run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Continue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Generate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Inpaint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Stop the run and keep the music as it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Write the next bars</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Write the painted part anew</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Write the visible window anew</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Help</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Play</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Tools</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;View</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>H&amp;ole</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Erase</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Larger Brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Make the brush one cell larger</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Make the brush one cell smaller</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Smaller Brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>The tools take cells out of the hole (also: right button or Alt)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>All panels back to their first places</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Dark on light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Every step by name; a click goes back to it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Fit to Notes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Generate Panel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>History</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>History Panel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>How to write, and the buttons that start a run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Language</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Light on dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Panels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Reset Panels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Show all notes in the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Show less time, larger</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Show more time, smaller</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>The language of the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Theme</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>White and yellow on black, for eyes that need it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Zoom In</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Zoom Out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>Command Palette</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>Command to look for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>Commands found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>What would you like to do?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>As the system</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>Forget Recent Files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>Show the welcome page at the next start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>Size of everything</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>The new size holds from the next start on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Add</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Also the keys of: {commands}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Bring all usual keys back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Bring this command's usual keys back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Command</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Commands and their keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Keyboard Shortcuts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Menu</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>New keys:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>New shortcut</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>No Keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Search commands or keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Set</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Take all keys from this command</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>These keys besides the present ones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>These keys instead of the present ones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Usual Keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Usual Keys for All</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>{keys} belongs to {commands}, which would lose it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>Hole: {bars}, {cells}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>No hole painted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>Redo {step}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>Stop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>Undo {step}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>velocity {velocity}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>Something unexpected happened ({problem})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>There is not enough memory for that.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>it is a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>it is no ordinary file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>it is not there (any more)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>part of its path is not a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>the disk is full</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>the disk is read-only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>the disk reports an error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>the file would get larger than allowed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>the system refused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>you have no permission for it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>your disk quota is used up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>{name}: {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>{reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Animation (*.gif)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Export as {format}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Export the last run as GIF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Exported {file} to {folder}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>MIDI file (*.mid)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>MIDI files ({kinds});;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>New piece: press Generate, or open some music.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>One piece at a time: of {count} files, {file} was opened.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Open music</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Opened {file}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Opening {file}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Replace the file?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Save as MIDI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Save the changes to “{piece}” before {doing}?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Saved {file}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>There is no run to show yet: Inpaint something first, then export its GIF.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>They are lost if you discard them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Unsaved changes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Untitled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Writing {file}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>opening {file}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>starting a new piece</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>there is no folder {folder} (any more).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} could not be opened: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} exists. Replace it?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} was not opened.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} was not written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} was not written: {reason} Nothing half-written was left behind.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/history.py" />
   <source>{step} (too old to undo)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Erase {bars}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Paint {bars}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Pitches {low}–{high}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/main_window.py" />
   <source>About</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/main_window.py" />
   <source>closing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Close this message</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Note</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Please note</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Problem</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>bar {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>bars</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>bars {first}–{last}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>beats</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>notes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{count} cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{count} cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{count} note</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{count} notes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{tonic} major</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{tonic} minor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source> bars</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Another seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Any</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Art songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>As around the hole</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Ask for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Automatic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Bach chorales</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Back to {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Fast</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Folk tunes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Guidance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>High</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How adventurous the choices are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How many bars Continue writes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How many notes to write</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How strictly the wishes above are followed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Hymns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Iterations at each level: more is slower</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Key</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Leaves unlikely choices out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>New seed each run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Off: runs repeat the seed above, and with it the notes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Pop piano</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Quality</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Standard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>String quartets</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Style</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Temperature</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>The key to write in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>The same seed, music and settings give the same notes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>The track that gets the new notes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Top-p</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Track</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Track {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Write like this kind of music</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Write the next bars after the end of the piece</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Write the painted part anew, fitting the music around it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Write the whole visible window of 256 steps anew. Undo brings it back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Write to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>everything</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>ignore</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>insist</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>only the likeliest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>safe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>surprising</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>{number}  dense</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>{number}  sparse</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>{quality}  ({numbers})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Ctrl+Shift+wheel, Alt+wheel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Ctrl+wheel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Keys: press, drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>MIT licence.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Middle button</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Paint a hole into a piece of music; a fractal model writes it anew, coarse to fine, fitting what is around it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Right button, or Alt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Roll</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Ruler: click, drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Wheel, Shift+wheel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>erase from the hole</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>hear a pitch, keep the hole to those pitches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>move the music</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>paint the hole with the chosen tool</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>scroll up and down, sideways</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>set the playhead, paint whole bars</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>zoom pitch about the mouse</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>zoom time about the mouse</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/history.py" />
   <source>As it was opened</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/history.py" />
   <source>Click a step to go to the state after it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/history.py" />
   <source>Steps of the history</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/history.py" />
   <source>{step}, undone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>A run of Inpaint, from the first guess to the notes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Drag over the bars that you want anew and press Inpaint: the model writes them coarse to fine, fitting the music around them. Nothing outside the hole changes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Empty Piece</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Open a MIDI File…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Paint a hole. Hear it filled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Show this page at the next start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Try it on one of these:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/playback.py" />
   <source>Playback is not ready: the player has not started.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/playback.py" />
   <source>Playback is off: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/playback.py" />
   <source>Playing did not work. {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/playback.py" />
   <source>There is nothing to play yet: the piece has no notes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/recent.py" />
   <source>Clear List</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source> of {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>, about {seconds} s left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>A run is under way. Press Cancel (Esc) first, or wait for it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>Cancelled: the music is as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>Cancelling</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>The run failed and the music is as it was. {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>The run failed: the music is as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>{run}, level {level}: {what}, iteration {iteration}{of}{about}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>{run}: the engine is getting ready</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>{run}: {written} written, {changed} outside the hole changed  ({seconds} s, seed {seed})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/theme.py" />
   <source>Dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/theme.py" />
   <source>High contrast</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/theme.py" />
   <source>Light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/brush.py" />
   <source>Brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/brush.py" />
   <source>Paint the part to be written anew, cell by cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/hand.py" />
   <source>Drag the music about (the middle mouse button always does)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/hand.py" />
   <source>Hand</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/rectangle.py" />
   <source>Drag a rectangle over the part to be written anew</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/rectangle.py" />
   <source>Rectangle</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="en">
 <context>
  <name>studio</name>
  <message>
   <location filename="fractalmidi_studio/app.py" />
   <source>Open a MIDI file, or press Generate.</source>
   <translation>開啟 MIDI 檔案，或按「生成」。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/app.py" />
   <source>The program crashed the last time. What happened stands in {file}.</source>
   <translation>程式上次當機了。經過記錄在 {file}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/autosave.py" />
   <source>A copy of lost work cannot be read. It was left where it is: {folder}</source>
   <translation>有一份遺失作品的備份無法讀取，已留在原處：{folder}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/autosave.py" />
   <source>No copy for a crash can be kept at the moment: {reason} Save your piece yourself.</source>
   <translation>目前無法保留當機時的備份：{reason} 請自行儲存樂曲。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/autosave.py" />
   <source>Recovered “{piece}” as it was at {time}. Save keeps it.</source>
   <translation>已復原「{piece}」在 {time} 的狀態。儲存即可保留。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/autosave.py" />
   <source>There is no lost work: the last sessions ended in order.</source>
   <translation>沒有遺失的作品：先前的工作階段都正常結束。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/autosave.py" />
   <source>recovering lost work</source>
   <translation>復原先前遺失的作品</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/autosave.py" />
   <source>{file} is open in another window, too. The one that saves last is asked first.</source>
   <translation>{file} 也在另一個視窗中開啟。後儲存的一方會先被詢問。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source> cells</source>
   <translation> 格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Hole</source>
   <translation>留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Main Bar</source>
   <translation>主工具列</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Notes</source>
   <translation>音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Size</source>
   <translation>大小</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Size of the brush in cells</source>
   <translation>筆刷大小（格數）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/bars.py" />
   <source>Tool Bar</source>
   <translation>工具列</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/cell_cursor.py" />
   <source>in the hole</source>
   <translation>在留白內</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/cell_cursor.py" />
   <source>note, velocity {velocity}</source>
   <translation>音符，力度 {velocity}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/keyboard.py" />
   <source>Piano keys</source>
   <translation>鋼琴鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/keyboard.py" />
   <source>Press a key to hear it. Shift selects all notes of the key, Ctrl adds them. Drag over keys to keep the hole to those pitches.</source>
   <translation>按鍵即可試聽。Shift 選取該鍵的所有音符，Ctrl 加選。在琴鍵上拖曳，留白就只保留這些音高。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/loop_strip.py" />
   <source>Drag to choose the loop by beats, with Shift by steps. Drag its ends to move them; click to switch it.</source>
   <translation>拖曳可選擇循環範圍（以拍為單位，按住 Shift 以格為單位）。拖曳兩端可調整範圍；點一下可開關。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/loop_strip.py" />
   <source>Loop</source>
   <translation>循環</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/profile.py" />
   <source>Notes sounding and mean velocity</source>
   <translation>發聲音符數與平均力度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/profile.py" />
   <source>mean velocity (full height = 127)</source>
   <translation>平均力度（滿格＝127）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/profile.py" />
   <source>notes sounding</source>
   <translation>發聲音符數</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/ruler.py" />
   <source>Bar ruler</source>
   <translation>小節尺規</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/ruler.py" />
   <source>Click to set the playhead. Drag to paint whole bars; with the right button or Alt to erase.</source>
   <translation>點一下設定播放位置；拖曳可塗滿整個小節，用右鍵或按住 Alt 則是擦除。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/velocity_lane.py" />
   <source>Drag over the bars to draw velocities; Shift makes a straight ramp, Ctrl moves all up or down. With a selection only its notes change.</source>
   <translation>在長條上拖曳可畫出力度；Shift 畫成直線漸變，Ctrl 全部上下移動。有選取時只改變選取的音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/velocity_lane.py" />
   <source>Velocity</source>
   <translation>力度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/velocity_lane.py" />
   <source>Velocity of each note</source>
   <translation>每個音符的力度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/view.py" />
   <source>Erase with {tool}</source>
   <translation>用{tool}擦除</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/view.py" />
   <source>Keep only with {tool}</source>
   <translation>用{tool}只保留</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/view.py" />
   <source>Paint with {tool}</source>
   <translation>用{tool}塗抹</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/canvas/view.py" />
   <source>Piano roll</source>
   <translation>鋼琴捲簾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/desk.py" />
   <source>All commands and their keys</source>
   <translation>所有指令與其按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/desk.py" />
   <source>Keyboard Shortcuts…</source>
   <translation>鍵盤快速鍵…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/desk.py" />
   <source>Language, theme, size and more</source>
   <translation>語言、佈景主題、大小等等</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/desk.py" />
   <source>Settings…</source>
   <translation>設定…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>All notes of the active track</source>
   <translation>目前音軌的所有音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Copy</source>
   <translation>複製</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Cut</source>
   <translation>剪下</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Delete</source>
   <translation>刪除</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Do the step again</source>
   <translation>再做一次這個步驟</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Duplicate</source>
   <translation>再製</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Erase the selected notes</source>
   <translation>擦除選取的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Invert Selection</source>
   <translation>反轉選取</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>No note is selected; Esc does it, too</source>
   <translation>不選任何音符；按 Esc 也可以</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Of all tracks that are heard</source>
   <translation>所有聽得到的音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Paste</source>
   <translation>貼上</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Put the copied notes in at the playhead</source>
   <translation>把複製的音符放在播放位置</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Redo</source>
   <translation>重做</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Remember the selected notes</source>
   <translation>記住選取的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Select All Notes</source>
   <translation>選取所有音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Select Notes in the Scale</source>
   <translation>選取音階內的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Select Notes out of the Scale</source>
   <translation>選取音階外的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Select Nothing</source>
   <translation>取消選取</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Select Track</source>
   <translation>選取音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Selected and others swap</source>
   <translation>已選與未選對調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Take the last step back</source>
   <translation>撤回上一個步驟</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Take the selected notes away</source>
   <translation>拿走選取的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>The notes that belong to the scale in the tool bar</source>
   <translation>屬於工具列上音階的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>The notes that do not belong to the scale in the tool bar</source>
   <translation>不屬於工具列上音階的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>The selected notes once more, right after</source>
   <translation>在後面緊接著再放一次選取的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/edit.py" />
   <source>Undo</source>
   <translation>復原</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>A picture of the whole piano roll</source>
   <translation>整個鋼琴捲簾的圖片</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>An animation of the piece being played</source>
   <translation>播放曲子的動畫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Close the window</source>
   <translation>關閉視窗</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Demo Pieces</source>
   <translation>示範曲</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Earlier Versions…</source>
   <translation>先前的版本…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Export</source>
   <translation>匯出</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Last run as GIF…</source>
   <translation>上次執行過程存成 GIF…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>MIDI file…</source>
   <translation>MIDI 檔案…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Nearly the same sound in a tenth of the space</source>
   <translation>幾乎相同的聲音，十分之一的空間</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>New</source>
   <translation>新增</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Open</source>
   <translation>開啟</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Open Recent</source>
   <translation>最近開啟</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Open a project or a MIDI file (or drop one on the window)</source>
   <translation>開啟專案或 MIDI 檔（也可以拖到視窗上）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Open…</source>
   <translation>開啟檔案…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Piece as FLAC…</source>
   <translation>曲子存成 FLAC…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Piece as GIF…</source>
   <translation>曲子存成 GIF…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Piece as OGG…</source>
   <translation>曲子存成 OGG…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Piece as PNG…</source>
   <translation>曲子存成 PNG…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Piece as WAV…</source>
   <translation>曲子存成 WAV…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Quit</source>
   <translation>結束程式</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Recover Lost Work…</source>
   <translation>復原遺失的作品…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Save</source>
   <translation>儲存</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Save As…</source>
   <translation>另存新檔…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Save the project under another name</source>
   <translation>以其他名稱儲存專案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Save the project: notes, hole, takes and history</source>
   <translation>儲存專案：音符、留白、版本與歷史記錄</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Start an empty piece</source>
   <translation>開始一首空白的曲子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>The last run, coarse to fine, as an animation</source>
   <translation>把上次執行由粗到細的過程做成動畫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>The same sound in half the space</source>
   <translation>相同的聲音，一半的空間</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>The sound of the built-in synth</source>
   <translation>內建合成器的聲音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>What a session left that ended before it was saved</source>
   <translation>未儲存就結束的工作階段所留下的內容</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>What the project was before each of its last saves</source>
   <translation>專案在最近幾次儲存之前的樣子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/file.py" />
   <source>Write the piece as MIDI</source>
   <translation>將曲子寫成 MIDI</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>About FractalMIDI Studio</source>
   <translation>關於 FractalMIDI Studio</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Command Palette…</source>
   <translation>指令面板…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Demo pieces, and what Inpaint does</source>
   <translation>示範曲，以及「補寫」能做什麼</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Find any command by a few of its letters</source>
   <translation>輸入幾個字就能找到任何指令</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Mouse and Keys</source>
   <translation>滑鼠與按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Version and licence</source>
   <translation>版本與授權</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>Welcome Page</source>
   <translation>歡迎頁</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/help.py" />
   <source>What the mouse and the keys do</source>
   <translation>滑鼠與按鍵的用途</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>A rim of one cell less</source>
   <translation>外緣少一格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>A rim of one cell more</source>
   <translation>外緣多一格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Clear</source>
   <translation>清除</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Clear Hole</source>
   <translation>清除留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Grow Hole</source>
   <translation>擴大留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Invert</source>
   <translation>反轉</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Invert Hole</source>
   <translation>反轉留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Lock Notes</source>
   <translation>鎖定音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Lock the selected notes, or free them: no run touches a locked note</source>
   <translation>鎖定或解鎖選取的音符：執行時絕不更動鎖定的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Paint All</source>
   <translation>全部塗滿</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Paint every cell of the piece</source>
   <translation>塗滿曲子的每一格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Selected Notes</source>
   <translation>選取的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Shrink Hole</source>
   <translation>縮小留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Swap painted and kept</source>
   <translation>塗抹處與保留處對調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>Take the whole hole away; the music stays</source>
   <translation>拿掉整個留白，音樂不變</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>The cells of the active track</source>
   <translation>目前音軌所佔的格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>The cells of the selected notes</source>
   <translation>選取的音符所佔的格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/hole.py" />
   <source>This Track</source>
   <translation>這個音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>12 semitones higher</source>
   <translation>高 12 個半音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>12 semitones lower</source>
   <translation>低 12 個半音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>A Tick Earlier</source>
   <translation>提早一個 tick</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>A Tick Later</source>
   <translation>延後一個 tick</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>A half tone higher</source>
   <translation>高一個半音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>A half tone lower</source>
   <translation>低一個半音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Add Four Bars</source>
   <translation>增加四小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Add Track</source>
   <translation>新增音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>An empty track below the others</source>
   <translation>在最下方新增空的音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>By a step of the grid</source>
   <translation>一個格線單位</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>By any number of semitones</source>
   <translation>移動任意數目的半音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Cut them in two</source>
   <translation>把音符切成兩段</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Earlier</source>
   <translation>提早</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>How bars are counted from a bar on; notes stay</source>
   <translation>從某一小節起如何數拍；音符不動</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Humanise…</source>
   <translation>人性化設定…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Join</source>
   <translation>合併</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Later</source>
   <translation>延後</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Longer</source>
   <translation>加長</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Louder</source>
   <translation>加強</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Notes of one pitch that follow one another become one</source>
   <translation>把相連的同音高音符合成一個</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Octave Down</source>
   <translation>降八度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Octave Up</source>
   <translation>升八度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Off the grid</source>
   <translation>不對齊格線</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Onsets and lengths, from the first note on</source>
   <translation>從第一個音符起，開頭與長度一併改變</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Part of the way, or where notes end as well</source>
   <translation>只對齊一部分，或連音符結尾也對齊</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Pitch</source>
   <translation>音高</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Quantise</source>
   <translation>量化</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Quantise…</source>
   <translation>量化設定…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Room at the end of the piece</source>
   <translation>在曲尾增加空間</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Scale Step Down</source>
   <translation>音階下行一級</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Scale Step Up</source>
   <translation>音階上行一級</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Semitone Down</source>
   <translation>降半音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Semitone Up</source>
   <translation>升半音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Set Velocity…</source>
   <translation>設定力度…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Shorter</source>
   <translation>縮短</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Small differences in time and velocity, where there are none yet</source>
   <translation>在還沒有差異的地方，加入時間與力度的細微變化</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Softer</source>
   <translation>減弱</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Split at Playhead</source>
   <translation>在播放位置切開</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>The differences stay</source>
   <translation>保留彼此的差異</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>The same for all</source>
   <translation>全部相同</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Time</source>
   <translation>時間</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Time Signature…</source>
   <translation>拍號…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>To the next note of the scale</source>
   <translation>移到音階的下一個音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>To the note of the scale below</source>
   <translation>移到音階的前一個音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Transpose…</source>
   <translation>移調設定…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Twice as Fast</source>
   <translation>快一倍</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Twice as Slow</source>
   <translation>慢一倍</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/notes.py" />
   <source>Where notes begin: onto the grid</source>
   <translation>讓音符的開頭對齊格線</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>A click on every beat</source>
   <translation>每一拍敲一下</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Count-In</source>
   <translation>預備拍</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Each key or chord played on the MIDI input is written at the playhead, which moves on</source>
   <translation>在 MIDI 輸入彈奏的每個音或和弦都會寫在播放位置，並自動前進</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Ends every note that still sounds</source>
   <translation>結束所有還在響的音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Follow the Playhead</source>
   <translation>跟隨播放位置</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Go round in the bars of the painted hole</source>
   <translation>在留白所在的小節內循環</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Go round in the region above the ruler (drag there to choose it)</source>
   <translation>在尺規上方的範圍內循環（在該處拖曳可選擇範圍）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Last Recording as Played</source>
   <translation>上次錄音還原為演奏原貌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Loop Around the Hole</source>
   <translation>環繞留白循環</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>MIDI and Sound</source>
   <translation>MIDI 與聲音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>MIDI and Sound…</source>
   <translation>MIDI 與聲音設定…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>MIDI input and clock, instruments and volume of the built-in synth</source>
   <translation>MIDI 輸入與時脈、內建合成器的音色與音量</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Metronome</source>
   <translation>節拍器</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>One bar of clicks before the music begins</source>
   <translation>音樂開始前先數一小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Panic</source>
   <translation>緊急停音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Play</source>
   <translation>播放</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Play from the playhead, or pause</source>
   <translation>從播放位置開始播放，或暫停</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Playhead to the beginning</source>
   <translation>播放位置回到開頭</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Put the notes of the last recording back to the moments at which they were played</source>
   <translation>讓上次錄音的音符回到實際彈奏的時間點</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Record</source>
   <translation>錄音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Return to Start</source>
   <translation>回到開頭</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Silence All Notes</source>
   <translation>停止所有聲音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Start</source>
   <translation>開頭</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Step Input</source>
   <translation>逐音輸入</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Stop, and go back to where Play began; again: to the beginning</source>
   <translation>停止並回到開始播放的地方；再按一次則回到開頭</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Turn the page while playing</source>
   <translation>播放時自動翻頁</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/play.py" />
   <source>Write what is played on the MIDI input into the active track, over what is there</source>
   <translation>把 MIDI 輸入的演奏疊寫到目前的音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Accept Take</source>
   <translation>採用版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Agreement of Takes</source>
   <translation>版本一致程度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Cancel Run</source>
   <translation>取消執行</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Continue</source>
   <translation>續寫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Generate</source>
   <translation>生成</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Ghosts of Other Takes</source>
   <translation>其他版本的殘影</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Heat map: the more takes have a note here, the hotter</source>
   <translation>熱度圖：越多版本在此有音符，顏色越熱</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Inpaint</source>
   <translation>補寫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Keep what is shown and put the takes away</source>
   <translation>保留目前顯示的內容，收起所有版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Next Take</source>
   <translation>下一個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Outlines of the notes that only the other takes have</source>
   <translation>只在其他版本出現的音符外框</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Previous Take</source>
   <translation>上一個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Reject Takes</source>
   <translation>捨棄所有版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Replay Take</source>
   <translation>重播版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Show the next take of the last run</source>
   <translation>顯示上次執行的下一個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Show the take before of the last run</source>
   <translation>顯示上次執行的前一個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Show this take; the keys 1 to 8 compare takes while there are several</source>
   <translation>顯示這個版本；有多個版本時可用按鍵 1 到 8 比較</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Stop the run and keep the music as it was</source>
   <translation>停止執行，音樂保持原樣</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Take 1</source>
   <translation>版本 1</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Take 2</source>
   <translation>版本 2</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Take 3</source>
   <translation>版本 3</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Take 4</source>
   <translation>版本 4</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Take 5</source>
   <translation>版本 5</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Take 6</source>
   <translation>版本 6</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Take 7</source>
   <translation>版本 7</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Take 8</source>
   <translation>版本 8</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Takes</source>
   <translation>版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>The music as it was before the run</source>
   <translation>回到執行前的音樂</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Write the next bars</source>
   <translation>寫出接下來的小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Write the painted part anew</source>
   <translation>重寫塗抹的部分</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Write the visible window anew</source>
   <translation>重寫目前看得到的範圍</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/run.py" />
   <source>Write this take again from its seed and settings, and compare note for note</source>
   <translation>以相同的種子與設定重寫這個版本，並逐一比對音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Edit</source>
   <translation>編輯(&amp;E)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;File</source>
   <translation>檔案(&amp;F)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Help</source>
   <translation>說明(&amp;H)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Notes</source>
   <translation>音符(&amp;N)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Play</source>
   <translation>播放(&amp;P)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Run</source>
   <translation>執行(&amp;R)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;Tools</source>
   <translation>工具(&amp;T)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>&amp;View</source>
   <translation>檢視(&amp;V)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/table.py" />
   <source>H&amp;ole</source>
   <translation>留白(&amp;O)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Arrows move it, Return presses and lets go the tool, Delete erases, Esc ends it</source>
   <translation>方向鍵移動，Return 按下或放開工具，Delete 擦除，Esc 結束</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Erase</source>
   <translation>擦除</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Erase Hole</source>
   <translation>擦除模式</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Keep Only</source>
   <translation>只保留模式</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Keyboard Cursor</source>
   <translation>鍵盤游標</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Larger Brush</source>
   <translation>放大筆刷</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Make the brush one cell larger</source>
   <translation>筆刷加大一格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Make the brush one cell smaller</source>
   <translation>筆刷縮小一格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>Smaller Brush</source>
   <translation>縮小筆刷</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>The hole tools keep of the hole what lies in the shape (also: Alt+Shift)</source>
   <translation>留白工具只保留形狀內的部分（也可用 Alt+Shift）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/tools.py" />
   <source>The hole tools take cells out of the hole (also: right button or Alt)</source>
   <translation>留白工具改為擦除（也可用右鍵或按住 Alt）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>All panels back to their first places</source>
   <translation>所有面板回到最初的位置</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Colour Notes by Track</source>
   <translation>音符依音軌上色</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Dark on light</source>
   <translation>淺底深字</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Every step by name; a click goes back to it</source>
   <translation>列出每個步驟，點一下就回到該處</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Fit</source>
   <translation>符合音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Fit to Notes</source>
   <translation>縮放至所有音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Generate Panel</source>
   <translation>生成面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>History</source>
   <translation>歷程</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>History Panel</source>
   <translation>歷程面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Hole Panel</source>
   <translation>留白面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>How shapes change the hole, how strongly, and holes kept by name</source>
   <translation>形狀如何改變留白、強度多少，以及命名保存的留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>How to write, and the buttons that start a run</source>
   <translation>寫作方式，以及開始執行的按鈕</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Instrument, channel and volume of each track</source>
   <translation>每個音軌的音色、聲道與音量</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Language</source>
   <translation>語言</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Light on dark</source>
   <translation>深底淺字</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Mixer</source>
   <translation>混音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Mixer Panel</source>
   <translation>混音面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Mute, solo, name and colour of each track, and which one is written into</source>
   <translation>每個音軌的靜音、獨奏、名稱與顏色，以及寫入哪一軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Notes in their tracks' colours; otherwise velocity is the colour</source>
   <translation>音符使用音軌的顏色；否則以顏色表示力度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Panels</source>
   <translation>面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Reset Panels</source>
   <translation>重設面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Results of a run side by side, to compare, mix and write again</source>
   <translation>並列一次執行的結果，可比較、混合與重寫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Show all notes in the window</source>
   <translation>在視窗中顯示所有音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Show less time, larger</source>
   <translation>顯示較短的時間，放大</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Show more time, smaller</source>
   <translation>顯示較長的時間，縮小</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Takes Panel</source>
   <translation>版本面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>The language of the window</source>
   <translation>視窗使用的語言</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Theme</source>
   <translation>佈景主題</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Tracks</source>
   <translation>音軌清單</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Tracks Panel</source>
   <translation>音軌面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Train the model on your own music, and hear it learn</source>
   <translation>用您自己的音樂訓練模型，並聽它如何學習</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Training</source>
   <translation>訓練</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Training Panel</source>
   <translation>訓練面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Under the roll: the velocity of each note, to be drawn by hand; otherwise curves of the whole</source>
   <translation>在捲簾下方顯示每個音符的力度，可用手畫；否則顯示整體曲線</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Velocity Lane</source>
   <translation>力度欄</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>White and yellow on black, for eyes that need it</source>
   <translation>黑底配白字與黃字，適合需要高對比的眼睛</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Zoom In</source>
   <translation>放大</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/commands/view.py" />
   <source>Zoom Out</source>
   <translation>縮小</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>"{file}" is not a SoundFont 2 file.</source>
   <translation>「{file}」不是 SoundFont 2 檔案。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>"{file}" was not written: the piece has no notes to hear.</source>
   <translation>「{file}」未寫入：曲子裡沒有可聽的音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>"{file}" was not written: the piece lasts longer than {hours} hours.</source>
   <translation>「{file}」未寫入：曲子長度超過 {hours} 小時。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>A file cannot be used: {reason}. Its last state is kept.</source>
   <translation>有一個檔案無法使用：{reason}。最後的狀態還在。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>A part of the file between two tracks could not be understood and was passed over.</source>
   <translation>兩個音軌之間有一部分無法理解，已略過。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>A process that prepares the music was ended, usually because memory ran out. Its last state is kept. Close other programs, then resume.</source>
   <translation>準備音樂的處理程序被終止了，通常是因為記憶體用盡。最後的狀態還在。請關閉其他程式，然後繼續。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>After a system event {count} note or controller relied on the status before it; it was read so.</source>
   <translation>系統事件之後有 {count} 個音符或控制器沿用先前的狀態；已如此讀取。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>After system events {count} notes or controllers relied on the status before them; they were read so.</source>
   <translation>系統事件之後有 {count} 個音符或控制器沿用先前的狀態；已如此讀取。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>File is not a zip file</source>
   <translation>它不是 zip 檔</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>No note begins in the hole, so there are no pitches, times or velocities to write anew.</source>
   <translation>沒有音符在留白內開始，因此沒有可重寫的音高、時間或力度。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>No sound card could be reached, so the piece plays silently: connect one, or choose a MIDI port under Output.</source>
   <translation>找不到音效卡，因此無聲播放：請接上音效卡，或在輸出選擇 MIDI 連接埠。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>Nothing is painted yet: paint the part that shall be written anew.</source>
   <translation>尚未塗抹任何地方：請先塗出要重寫的部分。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>Only notes of the scale were asked for, but there is no key to tell which these are: choose a key.</source>
   <translation>要求只用音階內的音，但無從得知是哪些音：請選擇調性。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>Stopped before its state could be written.</source>
   <translation>在寫下狀態之前就停止了。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The GPU has failed. Its last state is kept. Resume; if it fails again, train on the processor.</source>
   <translation>GPU 發生錯誤。最後的狀態還在。請繼續；若再次發生，請改用處理器訓練。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The JACK server ended, and with it the MIDI port "{port}".</source>
   <translation>JACK 伺服器已結束，MIDI 連接埠「{port}」也隨之消失。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The MIDI clock has ended, so the music stopped.</source>
   <translation>MIDI 時脈已結束，音樂因此停止。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The MIDI input "{port}" could not be opened: {reason}.</source>
   <translation>無法開啟 MIDI 輸入「{port}」：{reason}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The MIDI input "{port}" is gone; it is used again when it is back.</source>
   <translation>MIDI 輸入「{port}」不見了；回來後會再使用。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The MIDI input "{port}" is not there: plug it in or choose another one.</source>
   <translation>找不到 MIDI 輸入「{port}」：請接上，或選擇其他輸入。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The MIDI port "{port}" could not be opened: {reason}.</source>
   <translation>無法開啟 MIDI 連接埠「{port}」：{reason}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The MIDI port "{port}" is back: press Play to go on.</source>
   <translation>MIDI 連接埠「{port}」回來了：按播放繼續。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The MIDI port "{port}" is gone, so playing stopped: choose another output.</source>
   <translation>MIDI 連接埠「{port}」不見了，播放已停止：請選擇其他輸出。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The MIDI port "{port}" is not there: switch the instrument on or choose another port.</source>
   <translation>找不到 MIDI 連接埠「{port}」：請開啟樂器，或選擇其他連接埠。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The SoundFont "{file}" has {size} MB, more than {most} MB.</source>
   <translation>音色檔「{file}」有 {size} MB，超過 {most} MB。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The SoundFont "{file}" is damaged: its {part} part is missing.</source>
   <translation>音色檔「{file}」已損壞：缺少 {part} 部分。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The built-in synth failed, so playing stopped: {reason}</source>
   <translation>內建合成器發生問題，播放已停止：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The capsule of a run has settings that this version does not know: {reason}</source>
   <translation>執行紀錄中有這個版本不認得的設定：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The capsule of a run is damaged and cannot be replayed ({reason}).</source>
   <translation>執行紀錄已損壞，無法重播（{reason}）。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The capsule of a run is damaged: it has no settings.</source>
   <translation>執行紀錄已損壞：裡面沒有設定。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The capsule of a run is damaged: it holds more than a piece can.</source>
   <translation>執行紀錄已損壞：內容超過一首曲子所能容納。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The capsule of a run is damaged: it holds notes that there cannot be.</source>
   <translation>執行紀錄已損壞：裡面有不可能存在的音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The capsule speaks of {steps} steps, which is no length of a piece.</source>
   <translation>執行紀錄寫著 {steps} 格，這不是曲子可能的長度。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The disk is full. The last state that was written is whole: make room, then resume.</source>
   <translation>磁碟已滿。最後寫下的狀態是完整的：請騰出空間，然後繼續。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The disk may not hold a file this large. The last state that was written is whole: make room, then resume.</source>
   <translation>磁碟容不下這麼大的檔案。最後寫下的狀態是完整的：請騰出空間，然後繼續。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The engine is closed.</source>
   <translation>引擎已關閉。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The engine that writes the music does not answer any more and was ended. Nothing was changed; run again to restart it.</source>
   <translation>寫音樂的引擎不再回應，已將它結束。沒有任何變更；再執行一次就會重新啟動。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The engine that writes the music ended unexpectedly (signal {number}). Nothing was changed; run again to restart it.</source>
   <translation>寫音樂的引擎意外結束了（訊號 {number}）。沒有任何變更；再執行一次就會重新啟動。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The engine that writes the music ended unexpectedly. Nothing was changed; run again to restart it.</source>
   <translation>寫音樂的引擎意外結束了。沒有任何變更；再執行一次就會重新啟動。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The file counts in film frames (SMPTE); its times were kept, on a grid of 120 quarters a minute.</source>
   <translation>檔案以影格（SMPTE）計時；時間已保留，並置於每分鐘 120 個四分音符的格線上。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The file has the unknown format {number} and was read as format 1.</source>
   <translation>檔案的格式 {number} 未知，已當作格式 1 讀取。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The file holds independent patterns (format 2); they were laid over one another.</source>
   <translation>檔案包含各自獨立的樣式（格式 2）；已將它們疊在一起。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The file promises {promised} track but has {count}.</source>
   <translation>檔案聲稱有 {promised} 個音軌，實際有 {count} 個。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The file promises {promised} tracks but has {count}.</source>
   <translation>檔案聲稱有 {promised} 個音軌，實際有 {count} 個。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The file says it has a single track (format 0) but has {count}; all were read.</source>
   <translation>檔案聲稱只有一個音軌（格式 0），實際有 {count} 個；已全部讀入。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The gradient is not a number any more at step {step}. {advice}</source>
   <translation>第 {step} 步的梯度已不是數字。{advice}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The history could not be read and was left out: {reason}</source>
   <translation>無法讀取步驟記錄，已略過：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The hole has no room: locked notes, or notes that begin before it, fill it, and they are kept. Include where these notes begin, or more pitches.</source>
   <translation>留白裡沒有空間：鎖定的音符，或在它之前開始的音符佔滿了它，而這些都會保留。請把這些音符的開頭也塗進去，或塗更多音高。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The loss has exploded: {loss} nats a note over the last {steps} steps, after {best} at its best. {advice}</source>
   <translation>損失暴增：最近 {steps} 步每個音符 {loss} nat，最好時為 {best}。{advice}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The loss is not a number any more at step {step}. {advice}</source>
   <translation>第 {step} 步的損失已不是數字。{advice}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The model is measured as it is, before the training.</source>
   <translation>訓練之前，先測量現有的模型。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The model stopped with an error ({problem}). Nothing was changed.</source>
   <translation>模型因錯誤而停止（{problem}）。沒有任何變更。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The music was taken out of a RIFF container.</source>
   <translation>音樂取自 RIFF 容器。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The pitch range leaves nothing of the hole: widen the range, or paint other pitches.</source>
   <translation>音域限制讓留白完全沒有剩餘：請放寬音域，或塗抹其他音高。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The run ended without a word: it was killed, or the power went.</source>
   <translation>訓練無聲無息地結束了：可能被強制終止，或是停電。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The run was stopped; its last good state and models are kept. Lower train.lr and train.matrix_lr (now {lr} and {matrix_lr}) and resume, or start again.</source>
   <translation>訓練已停止；最後的良好狀態與模型都還在。請降低 train.lr 與 train.matrix_lr（目前為 {lr} 與 {matrix_lr}）後繼續，或重新開始。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The settings of the run could not be read and were left out: {reason}</source>
   <translation>無法讀取生成設定，已略過：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The sound card is gone, so playing stopped: connect it again and press Play.</source>
   <translation>音效卡不見了，播放已停止：請重新接上並按播放。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The takes could not be read and were left out: {reason}</source>
   <translation>無法讀取版本，已略過：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The training ended by a fault that the program does not know ({kind}). Its last state is kept. Resume; if it ends again, send the report to those who make the program: {file}</source>
   <translation>訓練因程式不認識的錯誤而結束（{kind}）。最後的狀態還在。請繼續；若再次結束，請把報告交給製作這個程式的人：{file}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The version before could not be kept beside it: {reason}.</source>
   <translation>無法在旁邊保留前一個版本：{reason}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>The virtual MIDI port could not be opened: {reason}.</source>
   <translation>無法開啟虛擬 MIDI 連接埠：{reason}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>There is no NVIDIA GPU here that the program can use: let it choose the device (train.device: auto), or take the processor (cpu)</source>
   <translation>這裡沒有程式可用的 NVIDIA GPU：請讓它自動選擇裝置（train.device: auto），或使用處理器（cpu）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>There is no music to continue yet: the piece has no notes with a pitch.</source>
   <translation>還沒有可以續寫的音樂：曲子裡沒有帶音高的音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>There is not enough memory for this run. Close other programs, or paint a smaller hole.</source>
   <translation>記憶體不足以執行。請關閉其他程式，或塗小一點的留白。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>There is not enough memory for this training. Its last state is kept. Close other programs and resume; or begin with smaller steps (train.batch_size, train.max_patches, train.max_leaves).</source>
   <translation>記憶體不足以進行這次訓練。最後的狀態還在。請關閉其他程式後繼續；或改用較小的步驟重新開始（train.batch_size、train.max_patches、train.max_leaves）。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>This computer has no MIDI system that could be reached, so the music plays through the built-in synth.</source>
   <translation>這台電腦沒有可用的 MIDI 系統，因此以內建合成器播放。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>This file has no notes</source>
   <translation>這個檔案沒有音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>This run was kept by another version of the program and cannot be replayed.</source>
   <translation>這次執行是由其他版本的程式保存的，無法重播。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>Windows has no virtual MIDI ports: install a loopback driver such as loopMIDI, make a port there and choose it here.</source>
   <translation>Windows 沒有虛擬 MIDI 連接埠：請安裝 loopMIDI 之類的驅動程式，在那裡建立連接埠，再到這裡選取。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>With {bars} the piece would be too long: {steps} sixteenth steps is the most.</source>
   <translation>加上 {bars} 曲子就太長了：最多 {steps} 個十六分音符格。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>a file of that name is in the way</source>
   <translation>已有同名的檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>a huge number</source>
   <translation>極大的數字</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>a list of {number}</source>
   <translation>有 {number} 項的清單</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>a part of it points beyond its end</source>
   <translation>它有一部分指向檔案結尾之後</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>a run is at work in {folder} already</source>
   <translation>{folder} 裡已有訓練正在進行</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>a step of its history is damaged</source>
   <translation>它的歷程中有一個步驟已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>a table of {number}</source>
   <translation>有 {number} 項的表格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>files that it learns from have been changed</source>
   <translation>學習用的檔案被更改過</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it cannot be read ({reason})</source>
   <translation>無法讀取（{reason}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it cannot be read: {reason}</source>
   <translation>無法讀取：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it does not say how long a quarter is</source>
   <translation>沒有說明四分音符的長度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it does not say where its parts lie</source>
   <translation>它沒有標示各部分的位置</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it has MIDI events that there cannot be</source>
   <translation>它含有不可能存在的 MIDI 事件</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it has a metre of {metre}, which cannot be written</source>
   <translation>它的拍號 {metre} 無法寫出</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it has drums alone</source>
   <translation>裡面只有鼓</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it has more than {most} events</source>
   <translation>它有超過 {most} 個事件</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it has more than {most} notes</source>
   <translation>它有超過 {most} 個音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it has no notes</source>
   <translation>裡面沒有音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it has no {name}</source>
   <translation>它沒有 {name}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it has notes that there cannot be</source>
   <translation>它含有不可能存在的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it has {bars} bars and {notes} notes; at least {least_bars} bars and {least_notes} notes are wanted</source>
   <translation>有 {bars} 小節、{notes} 個音符；至少需要 {least_bars} 小節與 {least_notes} 個音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it holds {number} parts; a project has at most {most}</source>
   <translation>它有 {number} 個部分；專案最多 {most} 個</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it holds {part} twice</source>
   <translation>它含有兩份 {part}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it holds {part}, which is no part of a project</source>
   <translation>它含有 {part}，那不是專案的一部分</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is a folder</source>
   <translation>它是資料夾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is a folder, not a project</source>
   <translation>它是資料夾，不是專案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is a zip file, but no project of this program</source>
   <translation>它是 zip 檔，但不是本程式的專案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is damaged or no project file ({reason})</source>
   <translation>它已損壞或不是專案檔（{reason}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is damaged or not a MIDI file</source>
   <translation>已損壞或不是 MIDI 檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is larger than {size} MB</source>
   <translation>大於 {size} MB</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is no ordinary file</source>
   <translation>它不是一般檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is not an ordinary file</source>
   <translation>不是一般檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is not an ordinary file, so it was not opened</source>
   <translation>它不是一般檔案，因此沒有開啟</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is not there (any more)</source>
   <translation>它（已經）不在了</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is packed in a way that no project is ({reason})</source>
   <translation>它的壓縮方式不是專案會用的（{reason}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is the same music as {file}</source>
   <translation>與 {file} 是同一首音樂</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is the same music as {file}, which is kept for validation</source>
   <translation>與留作驗證的 {file} 是同一首音樂</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it is {size} MB large; projects up to {most} MB can be opened</source>
   <translation>它有 {size} MB；最多只能開啟 {most} MB 的專案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it kept the reader busy for too long</source>
   <translation>讀取時間過長</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it made the reader crash</source>
   <translation>讓讀取程式當機</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it was saved by a newer version of the program ({version}): update FractalMIDI Studio to open it</source>
   <translation>它是由較新版本的程式（{version}）儲存的：請更新 FractalMIDI Studio 再開啟</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>it would unpack to {size} MB; {most} MB are allowed</source>
   <translation>解壓縮後會有 {size} MB；只允許 {most} MB</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its MIDI events are cut off</source>
   <translation>它的 MIDI 事件被截斷</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its bars are {steps} sixteenths long, which are no twos and threes</source>
   <translation>每小節長 {steps} 個十六分音符，無法分成二拍或三拍</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its description makes no sense</source>
   <translation>其說明沒有意義</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its history does not fit its music</source>
   <translation>它的歷程與音樂不符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its history has a step of an unknown kind</source>
   <translation>它的歷程含有種類不明的步驟</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its hole is damaged</source>
   <translation>它的留白已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its loop is damaged</source>
   <translation>它的循環已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its music is damaged: {reason}</source>
   <translation>它的音樂已損壞：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its name is too long</source>
   <translation>檔名太長</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its notes are out of order</source>
   <translation>它的音符順序錯亂</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its part {part} is a link or a device, not data</source>
   <translation>它的 {part} 部分是連結或裝置，不是資料</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its part {part} is damaged ({reason})</source>
   <translation>它的 {part} 部分已損壞（{reason}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its part {part} is missing</source>
   <translation>它缺少 {part} 部分</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its part {part} is no table of names and values</source>
   <translation>它的 {part} 部分不是名稱與值的表格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its part {part} is not as long as it says</source>
   <translation>它的 {part} 部分與所標示的長度不符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its part {part} is packed in a way that no project is</source>
   <translation>它的 {part} 部分的壓縮方式不是專案會用的</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its part {part} would be {size} MB large; {most} MB are allowed</source>
   <translation>它的 {part} 部分會有 {size} MB；只允許 {most} MB</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its takes are damaged</source>
   <translation>它的版本已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its takes are missing</source>
   <translation>它缺少版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its takes are not equally long</source>
   <translation>它的版本長度不一</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its takes do not say which of them is shown</source>
   <translation>它的版本沒有標示要顯示哪一個</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its tempo or its metre has values that there cannot be</source>
   <translation>它的速度或拍號含有不可能的值</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its tempo or its metre is damaged</source>
   <translation>它的速度或拍號已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its {name} has {number} entries; at most {most} are allowed</source>
   <translation>它的 {name} 有 {number} 項；最多允許 {most} 項</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its {name} is {value}, neither true nor false</source>
   <translation>它的 {name} 是 {value}，既非真也非假</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its {name} is {value}, not a list</source>
   <translation>它的 {name} 是 {value}，不是清單</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its {name} is {value}, not a text of at most {most} characters</source>
   <translation>它的 {name} 是 {value}，不是最多 {most} 個字元的文字</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>its {name} is {value}, not a whole number from {low} to {high}</source>
   <translation>它的 {name} 是 {value}，不是 {low} 到 {high} 的整數</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>music of the validation files is in the training files, too, so nothing could be told from them: {files}. Take them out of one of the folders, or let them be left out of training with data.leaks: drop</source>
   <translation>驗證檔案的音樂也出現在訓練檔案裡，因此量不出任何結果：{files}。請從其中一個資料夾移除，或用 data.leaks: drop 讓訓練略過它們</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>none of the {count} files can be learned from: the list of them says why</source>
   <translation>{count} 個檔案都無法用來學習：清單說明了原因</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>one of its lists has more than {most} entries</source>
   <translation>它的其中一個清單超過 {most} 項</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>one of its lists of numbers is cut off</source>
   <translation>它的其中一個數字清單被截斷</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>one of its parts is damaged ({reason})</source>
   <translation>它的其中一個部分已損壞（{reason}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>one of its parts is not as long as it should be</source>
   <translation>它的其中一個部分長度不對</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>one of its takes does not fit its music ({reason})</source>
   <translation>它的其中一個版本與音樂不符（{reason}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>one of its takes is damaged</source>
   <translation>它的其中一個版本已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>one of its tracks is damaged</source>
   <translation>它的其中一個音軌已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>part of its path is not a folder</source>
   <translation>路徑中有一部分不是資料夾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>steps {first} to {last} are no part of this piece, which has steps 0 to {end}</source>
   <translation>第 {first} 到 {last} 格不在這首曲子裡，它只有第 0 到 {end} 格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the cache of the music that was read is damaged; start again, it is made anew</source>
   <translation>已讀音樂的快取已損壞；請重新開始，會重新建立</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the choice among its takes is damaged</source>
   <translation>它的版本選擇已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the device {device} cannot be used: {reason}</source>
   <translation>無法使用裝置 {device}：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the disk is full</source>
   <translation>磁碟已滿</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the disk is read-only</source>
   <translation>磁碟是唯讀的</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the disk reports an error</source>
   <translation>磁碟回報錯誤</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the file would be larger than allowed</source>
   <translation>檔案會超過允許的大小</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the hole is empty: paint the part that shall be written anew</source>
   <translation>留白是空的：請塗出要重寫的部分</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the model gave numbers that are not finite: the model file may be damaged</source>
   <translation>模型給出了無效的數值：模型檔可能已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the music of this run has changed since it began: {what}. Put the files back, or go on with what is there by --set data.changed=go_on, or start a new run from its best checkpoint with train.init</source>
   <translation>這次訓練的音樂在開始之後變了：{what}。請把檔案放回去，或用 --set data.changed=go_on 以現有檔案接著做，或用 train.init 從最佳檢查點開始新的訓練</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the piece has no notes, so there is nothing to animate</source>
   <translation>曲子裡沒有音符，沒有可以做成動畫的內容</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the project could not be read again as it is, so it was not written.</source>
   <translation>專案無法照原樣重新讀取，因此沒有寫入。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the run {name} is at work already</source>
   <translation>訓練「{name}」已在進行</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>the system refuses it</source>
   <translation>系統拒絕</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>there are no MIDI files to train on: give folders that hold some with --data</source>
   <translation>沒有可訓練的 MIDI 檔案：請用 --data 指定含有 MIDI 檔案的資料夾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>there are no takes to compare</source>
   <translation>沒有可以比較的版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>there is no permission for it</source>
   <translation>沒有使用它的權限</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>there is no run to animate yet: write something first, then export the GIF</source>
   <translation>還沒有可以做成動畫的執行過程：請先寫一段，再匯出 GIF</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>there is nothing to train on: give folders of MIDI files with --data or as data.train</source>
   <translation>沒有可訓練的東西：請用 --data 或 data.train 指定 MIDI 檔案的資料夾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>there should be a table with {name}, not {value}</source>
   <translation>這裡應該是含有 {name} 的表格，而不是 {value}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>these notes have no room to begin one after the other</source>
   <translation>這些音符沒有足夠的空間依序開始</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>they are damaged</source>
   <translation>已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>too many files are open</source>
   <translation>開啟的檔案太多</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>train.lora needs the library peft, which is not installed: install it with pip install '.[lora]' in the program's folder, or train all weights with train.lora.rank: 0</source>
   <translation>train.lora 需要尚未安裝的程式庫 peft：請在程式資料夾裡用 pip install '.[lora]' 安裝，或用 train.lora.rank: 0 訓練全部權重</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>two of its takes have the same number</source>
   <translation>它有兩個版本的編號相同</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>under 1%</source>
   <translation>不到 1%</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>your disk quota is used up</source>
   <translation>你的磁碟配額已用完</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} drum note played but not shown</source>
   <translation>{count} 個鼓音符會播放但不顯示</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} drum notes played but not shown</source>
   <translation>{count} 個鼓音符會播放但不顯示</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} event that does not belong into a file was left out.</source>
   <translation>已略去 {count} 個不該出現在檔案中的事件。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} event with impossible values was left out.</source>
   <translation>已略去 {count} 個數值不可能的事件。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} events that do not belong into a file were left out.</source>
   <translation>已略去 {count} 個不該出現在檔案中的事件。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} events with impossible values were left out.</source>
   <translation>已略去 {count} 個數值不可能的事件。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} impossible tempi were ignored.</source>
   <translation>已忽略 {count} 個不可能的速度。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} impossible tempo was ignored.</source>
   <translation>已忽略 {count} 個不可能的速度。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} impossible time signature was ignored.</source>
   <translation>已忽略 {count} 個不可能的拍號。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} impossible time signatures were ignored.</source>
   <translation>已忽略 {count} 個不可能的拍號。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} note</source>
   <translation>{count} 個音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} note beyond step {step} stayed in the piece but cannot be shown in the roll.</source>
   <translation>第 {step} 格之後的 {count} 個音符仍在曲子裡，但無法顯示在捲簾上。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} note end without a note was left out.</source>
   <translation>有 {count} 個沒有對應音符的結束事件，已略去。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} note ends without a note were left out.</source>
   <translation>有 {count} 個沒有對應音符的結束事件，已略去。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} note louder than 127 was set to 127.</source>
   <translation>有 {count} 個音符力度超過 127，已設為 127。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} note never ended and was ended for it.</source>
   <translation>有 {count} 個音符沒有結束，已代為結束。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} note without length got a sixteenth.</source>
   <translation>有 {count} 個沒有長度的音符，已設為十六分音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} notes</source>
   <translation>{count} 個音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} notes beyond step {step} stayed in the piece but cannot be shown in the roll.</source>
   <translation>第 {step} 格之後的 {count} 個音符仍在曲子裡，但無法顯示在捲簾上。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} notes louder than 127 were set to 127.</source>
   <translation>有 {count} 個音符力度超過 127，已設為 127。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} notes never ended and were ended with their track.</source>
   <translation>有 {count} 個音符沒有結束，已隨音軌結束。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} notes without length got a sixteenth each.</source>
   <translation>有 {count} 個沒有長度的音符，已設為十六分音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} steps are too many for one picture (at most {most}): choose a shorter part</source>
   <translation>一張圖片放不下 {count} 格（最多 {most}）：請選短一點的部分</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} track had a wrong size.</source>
   <translation>有 {count} 個音軌的大小有誤。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} track had no end mark.</source>
   <translation>有 {count} 個音軌沒有結尾標記。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} track of several channels split by channel</source>
   <translation>{count} 個含多個聲道的音軌已依聲道拆開</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} tracks had a wrong size.</source>
   <translation>有 {count} 個音軌的大小有誤。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} tracks had no end mark.</source>
   <translation>有 {count} 個音軌沒有結尾標記。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} tracks merged into one roll</source>
   <translation>{count} 個音軌合併於同一捲簾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{count} tracks of several channels split by channel</source>
   <translation>{count} 個含多個聲道的音軌已依聲道拆開</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{done} of {total} files read</source>
   <translation>已讀取 {done} / {total} 個檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} and {other} are damaged: neither is what was written. Start a new run from the best checkpoint with train.init</source>
   <translation>{file} 與 {other} 已損壞：都不是當初寫下的內容。請用 train.init 從最佳檢查點開始新的訓練</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} cannot be read: {reason}</source>
   <translation>無法讀取 {file}：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} could not be opened: there is no such file.</source>
   <translation>無法開啟 {file}：沒有這個檔案。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} could not be opened: there is not enough memory.</source>
   <translation>無法開啟 {file}：記憶體不足。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} could not be opened: {reason}.</source>
   <translation>無法開啟 {file}：{reason}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} describes a model of {number} parameters, which is too large</source>
   <translation>{file} 描述的模型有 {number} 個參數，太大了</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} does not exist or is not a file</source>
   <translation>{file} 不存在，或不是檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} does not fit: {name} {found}, but {wanted}</source>
   <translation>{file} 不相符：{name} {found}，但 {wanted}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} has more than {number} tracks, which is too many to open.</source>
   <translation>{file} 有超過 {number} 個音軌，太多了，無法開啟。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} holds levels {found}, but {wanted} were asked for</source>
   <translation>{file} 的層級為 {found}，但要求的是 {wanted}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is a RIFF file without music in it.</source>
   <translation>{file} 是沒有音樂的 RIFF 檔案。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is a folder, not a MIDI file.</source>
   <translation>{file} 是資料夾，不是 MIDI 檔案。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is cut short: it ends within its header.</source>
   <translation>{file} 不完整：在檔頭內就結束了。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged</source>
   <translation>{file} 已損壞</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged and cannot be resumed from: {reason}</source>
   <translation>{file} 已損壞，無法從它繼續：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: it has no track.</source>
   <translation>{file} 已損壞：沒有任何音軌。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: it should hold {wanted} bytes, not {size}</source>
   <translation>{file} 已損壞：應有 {wanted} 位元組，而非 {size}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: its description cannot be read</source>
   <translation>{file} 已損壞：無法讀取它的說明</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: its header counts {ticks} ticks in each of {frames} frames a second.</source>
   <translation>{file} 已損壞：檔頭說每秒 {frames} 個影格，每格 {ticks} 個 tick。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: its header has {number} bytes instead of 6.</source>
   <translation>{file} 已損壞：檔頭有 {number} 位元組，而非 6。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: its header says that a quarter note has 0 ticks.</source>
   <translation>{file} 已損壞：檔頭說四分音符有 0 個 tick。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: track {number} ends in the middle of an event.</source>
   <translation>{file} 已損壞：音軌 {number} 在事件中途結束。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: track {number} has a time or length value of more than four bytes.</source>
   <translation>{file} 已損壞：音軌 {number} 有超過四個位元組的時間或長度值。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: track {number} has data without a status at its byte {place}.</source>
   <translation>{file} 已損壞：音軌 {number} 在第 {place} 位元組有不帶狀態的資料。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: track {number} has too many events (more than {most} in the file).</source>
   <translation>{file} 已損壞：音軌 {number} 的事件太多（檔案中超過 {most} 個）。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: track {number} is cut short: the file ends within it.</source>
   <translation>{file} 已損壞：音軌 {number} 不完整，檔案在其中結束。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: {name} holds numbers that are not finite</source>
   <translation>{file} 已損壞：{name} 含有無效的數值</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is damaged: {reason}</source>
   <translation>{file} 已損壞：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is empty (0 bytes).</source>
   <translation>{file} 是空的（0 位元組）。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is not a FractalMIDI model (format {found}; this version reads {wanted})</source>
   <translation>{file} 不是 FractalMIDI 模型（格式為 {found}；這個版本讀取 {wanted}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is not a FractalMIDI model, or it is damaged: its header does not fit</source>
   <translation>{file} 不是 FractalMIDI 模型，或已損壞：檔頭不符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is not a FractalMIDI model: it is not a safetensors file</source>
   <translation>{file} 不是 FractalMIDI 模型：它不是 safetensors 檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is not a FractalMIDI model: {size} bytes is no sensible size for one</source>
   <translation>{file} 不是 FractalMIDI 模型：{size} 位元組不是合理的大小</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is not a MIDI file: it does not begin with "MThd".</source>
   <translation>{file} 不是 MIDI 檔案：開頭不是「MThd」。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is not a training state of this program</source>
   <translation>{file} 不是這個程式的訓練狀態</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is not an ordinary file, so it was not opened.</source>
   <translation>{file} 不是一般檔案，因此未開啟。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is not the model file that was asked for: it begins {found}, not {wanted}.</source>
   <translation>{file} 不是所要求的模型檔：開頭是 {found}，而非 {wanted}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is not the status of a training run that this version knows</source>
   <translation>{file} 不是這個版本認識的訓練狀態</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is too large for a report of a scan</source>
   <translation>{file} 太大，不像是檢查報告</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is too large for a status</source>
   <translation>{file} 太大，不像是狀態檔</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file} is {size} MB large; MIDI files up to {most} MB can be opened.</source>
   <translation>{file} 有 {size} MB；最大只能開啟 {most} MB 的 MIDI 檔案。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{file}: {reason}. Its last state is kept.</source>
   <translation>{file}：{reason}。最後的狀態還在。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{folder} does not exist: name a folder of MIDI files</source>
   <translation>{folder} 不存在：請指定一個 MIDI 檔案的資料夾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{folder} holds a run already: add --resume to go on with it, or name another folder</source>
   <translation>{folder} 裡已有一次訓練：請加上 --resume 接著做，或指定別的資料夾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{folder} holds a run already: go on with it, or choose another name</source>
   <translation>{folder} 裡已有一次訓練：請接著做，或換一個名字</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{folder} holds no {file} to resume from</source>
   <translation>{folder} 裡沒有可供繼續的 {file}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{gone} files that it learned from are gone or no longer kept, {come} are new</source>
   <translation>學習用的檔案有 {gone} 個不見了或不再保留，有 {come} 個是新的</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{gone} files that it learned from are gone or no longer kept, {come} are new ({names})</source>
   <translation>學習用的檔案有 {gone} 個不見了或不再保留，有 {come} 個是新的（{names}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{one}, {other}</source>
   <translation>{one}，{other}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{one}; {other}</source>
   <translation>{one}；{other}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{reason} The usual sounds are used instead.</source>
   <translation>{reason}已改用預設音色。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{sentence}.</source>
   <translation>{sentence}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{share} of its notes lie off the beat's sixteenths: quantise it first</source>
   <translation>有 {share} 的音符不在十六分音符上：請先量化</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/core_words.py" />
   <source>{share} of the notes off the grid</source>
   <translation>{share} 的音符不在格線上</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>Command Palette</source>
   <translation>指令面板</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>Command to look for</source>
   <translation>要找的指令</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>Commands found</source>
   <translation>找到的指令</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>No command has these letters.</source>
   <translation>沒有符合這些字母的命令。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>This cannot be done at the moment.</source>
   <translation>目前無法執行。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/palette.py" />
   <source>What would you like to do?</source>
   <translation>想做什麼？</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>A newer copy could not be read: this is the one before.</source>
   <translation>較新的備份無法讀取：這是前一份。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>Delete lost work?</source>
   <translation>刪除遺失的作品？</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>Delete “{piece}” of {time} for good?</source>
   <translation>要永久刪除 {time} 的「{piece}」嗎？</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>Delete…</source>
   <translation>刪除…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>Keep it: it is offered again at the next start, and in the File menu</source>
   <translation>保留：下次啟動時以及「檔案」選單中都會再次提供</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>Lost work</source>
   <translation>遺失的作品</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>Not Now</source>
   <translation>稍後</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>Recover</source>
   <translation>取回</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>Recover lost work</source>
   <translation>復原遺失的作品</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>The program ended before this work was saved. Nothing is deleted unless you press Delete.</source>
   <translation>程式在儲存這些作品之前就結束了。除非按下「刪除」，否則不會刪除任何內容。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/recovery.py" />
   <source>{time}, {notes}</source>
   <translation>{time}，{notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>A new size holds from the next start on.</source>
   <translation>新的大小從下次啟動開始生效。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>As the system</source>
   <translation>依系統設定</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>Forget Recent Files</source>
   <translation>忘記最近的檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>Settings</source>
   <translation>設定</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>Show the welcome page at the next start</source>
   <translation>下次啟動時顯示歡迎頁</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/settings.py" />
   <source>Size of everything</source>
   <translation>整體大小</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Add</source>
   <translation>加入</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Also the keys of: {commands}</source>
   <translation>同時也是這些指令的按鍵：{commands}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Bring all usual keys back</source>
   <translation>恢復所有預設按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Bring this command's usual keys back</source>
   <translation>恢復這個指令的預設按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Close</source>
   <translation>關閉</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Command</source>
   <translation>指令</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Commands and their keys</source>
   <translation>指令與按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Keyboard Shortcuts</source>
   <translation>鍵盤快速鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Keys</source>
   <translation>按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Menu</source>
   <translation>選單</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>New keys:</source>
   <translation>新按鍵：</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>New shortcut</source>
   <translation>新的快速鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>No Keys</source>
   <translation>不設按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Search commands or keys</source>
   <translation>搜尋指令或按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Set</source>
   <translation>設為</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Take all keys from this command</source>
   <translation>移除這個指令的所有按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>These keys besides the present ones</source>
   <translation>在現有按鍵之外再加上這個</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>These keys instead of the present ones</source>
   <translation>以這個取代現有的按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Usual Keys</source>
   <translation>預設按鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>Usual Keys for All</source>
   <translation>全部恢復預設</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/shortcuts.py" />
   <source>{keys} belongs to {commands}, which would lose it.</source>
   <translation>{keys} 已是「{commands}」的按鍵，設定後該指令會失去它。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/versions.py" />
   <source>Earlier versions</source>
   <translation>先前的版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/versions.py" />
   <source>Earlier versions are kept of a project. Save this piece as one first.</source>
   <translation>只有專案會保留先前的版本。請先將這首曲子存成專案。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/versions.py" />
   <source>Open as New Piece</source>
   <translation>以新曲子開啟</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/versions.py" />
   <source>There is no earlier version of {file} yet: the last three are kept, one at each save.</source>
   <translation>{file} 還沒有先前的版本：每次儲存都會保留一個，最多保留三個。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/dialogs/versions.py" />
   <source>{file} as it was before each of its last saves. A version opens as a new piece; no file is changed.</source>
   <translation>{file} 在最近幾次儲存之前的樣子。版本會以新曲子開啟，不會更動任何檔案。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>Hole: {bars}, {cells}</source>
   <translation>留白：{bars}，{cells}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>No hole painted</source>
   <translation>尚未塗出留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>Redo {step}</source>
   <translation>重做：{step}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>Undo {step}</source>
   <translation>復原：{step}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/display.py" />
   <source>velocity {velocity}</source>
   <translation>力度 {velocity}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>Something unexpected happened ({problem})</source>
   <translation>發生了意料之外的問題（{problem}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>There is not enough memory for that.</source>
   <translation>記憶體不足，無法完成。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>{name}: {reason}.</source>
   <translation>{name}：{reason}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/errors.py" />
   <source>{reason}.</source>
   <translation>{reason}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>All files (*)</source>
   <translation>所有檔案 (*)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Animation (*.gif)</source>
   <translation>動畫 (*.gif)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Ballad</source>
   <translation>抒情曲</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Cancelled: {file} was not opened.</source>
   <translation>已取消：未開啟 {file}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Export as MIDI</source>
   <translation>匯出為 MIDI</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Export as {format}</source>
   <translation>匯出為 {format}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Export the last run as GIF</source>
   <translation>將上次執行過程匯出為 GIF</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Exported {file} to {folder}</source>
   <translation>已將 {file} 匯出至 {folder}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>MIDI file (*.mid)</source>
   <translation>MIDI 檔案 (*.mid)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>New piece: press Generate, or open some music.</source>
   <translation>新的曲子：按「生成」，或開啟音樂。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>One piece at a time: of {count} files, {file} was opened.</source>
   <translation>一次只能開一首：{count} 個檔案中開啟了 {file}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Opened {file}</source>
   <translation>已開啟 {file}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Opening {file}</source>
   <translation>正在開啟 {file}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Projects and MIDI files ({kinds})</source>
   <translation>專案與 MIDI 檔（{kinds}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Quartet</source>
   <translation>四重奏</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Replace the file?</source>
   <translation>要取代檔案嗎？</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Save the changes to “{piece}” before {doing}?</source>
   <translation>{doing}之前，要儲存「{piece}」的變更嗎？</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Settings and the list of recent files cannot be kept: {folder} is full or may not be written.</source>
   <translation>設定與最近開啟的檔案清單無法保存：{folder} 已滿或無法寫入。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>There is no run to show yet: Inpaint something first, then export its GIF.</source>
   <translation>還沒有可以展示的執行過程：請先補寫一段，再匯出 GIF。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>They are lost if you discard them.</source>
   <translation>若捨棄，這些變更就會遺失。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>This is {file} as it was at {time}, as a new piece. Save keeps it under a name of its own.</source>
   <translation>這是 {file} 在 {time} 的樣子，以新曲子開啟。儲存時會另取名稱。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Unsaved changes</source>
   <translation>尚未儲存的變更</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Untitled</source>
   <translation>未命名</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Waltz</source>
   <translation>圓舞曲</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>Writing {file}</source>
   <translation>正在寫入 {file}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>opening an earlier version</source>
   <translation>開啟先前的版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>opening {file}</source>
   <translation>開啟 {file} </translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>starting a new piece</source>
   <translation>開始新曲子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>there is no folder {folder} (any more).</source>
   <translation>資料夾 {folder}（已經）不存在。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} could not be opened: {reason}</source>
   <translation>無法開啟 {file}：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} exists. Replace it?</source>
   <translation>{file} 已存在，要取代嗎？</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} was not opened.</source>
   <translation>{file} 未開啟。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} was not written.</source>
   <translation>{file} 未寫入。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file} was not written: {reason} Nothing half-written was left behind.</source>
   <translation>{file} 未寫入：{reason}沒有留下寫到一半的檔案。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/files.py" />
   <source>{file}: {summary}</source>
   <translation>{file}：{summary}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/history.py" />
   <source>{step} (too old to undo)</source>
   <translation>{step}（太久以前，無法復原）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Erase {bars}</source>
   <translation>擦除{bars}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Hole from Selected Notes</source>
   <translation>由選取的音符產生留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Hole from This Track</source>
   <translation>由這個音軌產生留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Hole “{name}”</source>
   <translation>留白「{name}」</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Keep only {bars}</source>
   <translation>只保留{bars}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Paint a hole and give it a name to keep it.</source>
   <translation>請先塗出留白並命名，才能保存。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Paint {bars}</source>
   <translation>塗抹{bars}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Pitches {low}–{high}</source>
   <translation>音高 {low}–{high}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>The active track has no notes.</source>
   <translation>目前的音軌沒有音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/hole_commands.py" />
   <source>Unlock Notes</source>
   <translation>解鎖音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/i18n.py" />
   <source>{tip}  ({keys})</source>
   <translation>{tip}（{keys}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/main_window.py" />
   <source>About</source>
   <translation>關於</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/main_window.py" />
   <source>closing</source>
   <translation>離開</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Close this message</source>
   <translation>關閉這則訊息</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Copied</source>
   <translation>已複製</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Copy Report</source>
   <translation>複製報告</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Note</source>
   <translation>提示</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Please note</source>
   <translation>請注意</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Problem</source>
   <translation>問題</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/message_bar.py" />
   <source>Put what went wrong on the clipboard, to be sent to whoever can mend it</source>
   <translation>把錯誤內容放到剪貼簿，以便寄給能修正的人</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/model_names.py" />
   <source>{run}, its best</source>
   <translation>{run}，最好的</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/model_names.py" />
   <source>{run}, step {step}</source>
   <translation>{run}，第 {step} 步</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>A run is under way. Press Cancel (Esc) first, or wait for it.</source>
   <translation>正在執行中。請先按「取消」（Esc），或等它完成。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>No notes are selected: choose some with the Select tool (E) first.</source>
   <translation>沒有選取音符：請先用選取工具（E）選一些。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>bar {number}</source>
   <translation>第 {number} 小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>bars</source>
   <translation>小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>bars {first}–{last}</source>
   <translation>第 {first}–{last} 小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>beats</source>
   <translation>拍</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>dynamics</source>
   <translation>強弱</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>notes</source>
   <translation>單音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{count} cell</source>
   <translation>{count} 格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{count} cells</source>
   <translation>{count} 格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{count} take</source>
   <translation>{count} 個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{count} takes</source>
   <translation>{count} 個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{tonic} major</source>
   <translation>{tonic} 大調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/names.py" />
   <source>{tonic} minor</source>
   <translation>{tonic} 小調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>1 is the softest, 127 the loudest</source>
   <translation>1 最弱，127 最強</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>100 % is exactly on the grid</source>
   <translation>100 % 表示完全對齊格線</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>1: where notes end is quantised, too</source>
   <translation>1：音符的結尾也一併量化</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>4: quarters, 8: eighths</source>
   <translation>4：四分音符，8：八分音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Add four bars</source>
   <translation>加上四小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Add track</source>
   <translation>新增一個音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Beats in a bar</source>
   <translation>每小節拍數</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Below 0 is down; 12 is an octave</source>
   <translation>小於 0 為向下；12 為八度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Change time signature</source>
   <translation>變更拍號</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Ends as well</source>
   <translation>結尾也對齊</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>From bar</source>
   <translation>從小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Holds from the bar on, up to the next change. Notes stay where they are; only the bar lines move.</source>
   <translation>從這一小節起生效，直到下一次變更。音符留在原處，只有小節線移動。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Humanise</source>
   <translation>人性化</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Moves the selected notes up or down.</source>
   <translation>將選取的音符上移或下移。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Moves where notes begin to the grid that is set in the tool bar.</source>
   <translation>把音符的開頭移到工具列所設的格線。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Of which note</source>
   <translation>以何種音符為一拍</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Semitones</source>
   <translation>半音數</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Set Velocity</source>
   <translation>設定力度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Small differences where there are none yet. Notes that already lie off the grid stay where they are, chords keep together, and louder notes stay louder than softer ones.</source>
   <translation>在還沒有差異的地方加入細微變化。已不在格線上的音符維持原位，和弦保持整齊，較強的音仍比較弱的音強。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Strength</source>
   <translation>強度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>The same for all selected notes.</source>
   <translation>所有選取的音符都設為相同。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Time Signature</source>
   <translation>拍號</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Timing, at most</source>
   <translation>時間差，至多</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Track {number}</source>
   <translation>音軌 {number}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Transpose</source>
   <translation>移調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_actions.py" />
   <source>Velocity, at most</source>
   <translation>力度差，至多</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Cut out {notes}</source>
   <translation>剪下 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Cut {notes}</source>
   <translation>切開 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Delete {notes}</source>
   <translation>刪除 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Duplicate {notes}</source>
   <translation>再製 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Humanise {notes}</source>
   <translation>人性化 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Join {notes}</source>
   <translation>合併 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>None of the selected notes sounds at the playhead: nothing was cut.</source>
   <translation>選取的音符都沒有在播放位置發聲：沒有切開任何音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Nothing was joined: select notes of one pitch that follow one another.</source>
   <translation>沒有合併任何音符：請選取相連的同音高音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Nudge {notes}</source>
   <translation>微移 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Paste {notes}</source>
   <translation>貼上 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Quantise {notes}</source>
   <translation>量化 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Stretch {notes}</source>
   <translation>伸縮 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>There is nothing to paste yet: copy some notes first.</source>
   <translation>還沒有可貼上的內容：請先複製一些音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Transpose {notes}</source>
   <translation>移調 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Transpose {notes} in the scale</source>
   <translation>在音階內移調 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>Velocity of {notes}</source>
   <translation>{notes}的力度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>{notes} copied</source>
   <translation>已複製 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/note_commands.py" />
   <source>{notes} selected</source>
   <translation>已選取 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/ask_numbers.py" />
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/ask_numbers.py" />
   <source>OK</source>
   <translation>確定</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source> bars</source>
   <translation> 小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source> take</source>
   <translation> 個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source> takes</source>
   <translation> 個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Active track</source>
   <translation>目前的音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Another seed</source>
   <translation>換一個種子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Any</source>
   <translation>不限</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>As around the hole</source>
   <translation>與留白周圍相同</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>As written</source>
   <translation>依標示</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Ask for</source>
   <translation>指定條件</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Automatic</source>
   <translation>自動</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>By ear</source>
   <translation>依聽感</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Choices</source>
   <translation>選擇方式</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Density</source>
   <translation>密度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Groove</source>
   <translation>律動</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Guidance</source>
   <translation>引導強度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How adventurous the choices are</source>
   <translation>選擇的大膽程度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How closely new notes keep to the rhythm of the bars around the hole</source>
   <translation>新音符跟隨留白周圍小節節奏的程度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How many bars Continue writes</source>
   <translation>「續寫」要寫幾小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How many notes to write</source>
   <translation>要寫多少音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How many versions to write; the keys 1 to 8 compare them</source>
   <translation>要寫幾個版本；用按鍵 1 到 8 比較</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>How strictly the wishes above are followed</source>
   <translation>遵守上述條件的嚴格程度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Iterations at each level: more is slower</source>
   <translation>每一層的迭代次數：越多越慢</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Keep the other tracks' notes</source>
   <translation>保留其他音軌的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Keep this seed: runs repeat it, and with it the notes</source>
   <translation>保留這個種子：每次執行都重複使用，因此得到相同的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Key</source>
   <translation>調性</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Leans towards empty patches, or away from them</source>
   <translation>傾向留空，或避免留空</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Leaves unlikely choices out</source>
   <translation>排除不太可能的選擇</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Metre</source>
   <translation>拍子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>New notes lie between these pitches, both included</source>
   <translation>新音符落在這兩個音高之間（含兩端）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>New notes lie on the scale; kept pitches stay as they are</source>
   <translation>新音符都在音階上；保留的音高不變</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>New seed each run</source>
   <translation>每次執行換新種子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Of the key</source>
   <translation>依調性</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Off: runs repeat the seed above, and with it the notes</source>
   <translation>關閉時會重複使用上面的種子，因此寫出相同的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Only notes of the scale</source>
   <translation>只用音階內的音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Only the notes of this track give way; those of other tracks in the hole stay</source>
   <translation>只有這個音軌的音符會被取代；留白中其他音軌的音符保留</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Pitches</source>
   <translation>音域</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Quality</source>
   <translation>品質</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Regenerate</source>
   <translation>重寫內容</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Run</source>
   <translation>執行</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Scale</source>
   <translation>音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Seed</source>
   <translation>種子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Sparsity</source>
   <translation>稀疏度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Style</source>
   <translation>風格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Temperature</source>
   <translation>溫度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>The key to write in. Far from that around, Guidance 2 insists; Only notes of the scale forces it</source>
   <translation>新音符的調性。與周圍音樂相差很遠時，「引導強度」設為 2 會更堅持；「只用音階內的音」可強制遵守</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>The kind of music to lean towards; Guidance makes it stronger</source>
   <translation>想偏向的音樂類型；「引導強度」越大越明顯</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>The same seed, music and settings give the same notes</source>
   <translation>相同的種子、音樂與設定會得到相同的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>The scale on the key's tonic</source>
   <translation>以調性主音為準的音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>The track that gets the new notes</source>
   <translation>新音符寫入的音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Top-p</source>
   <translation>Top-p 門檻</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Track</source>
   <translation>音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>What of the notes in the hole is written anew; the rest of them is kept exactly</source>
   <translation>留白內的音符要重寫哪些方面；其餘完全保留</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Where bars begin. By ear: music in three is taken as such, although the file says plain 2/4 or 4/4</source>
   <translation>小節從哪裡開始。依聽感：檔案只寫 2/4 或 4/4，而音樂其實是三拍子時，就當作三拍子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Write the next bars after the end of the piece</source>
   <translation>在曲尾之後寫出接下來的小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Write the painted part anew, fitting the music around it</source>
   <translation>重寫塗抹的部分，並與周圍的音樂銜接</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Write the whole visible window of 256 steps anew. Undo brings it back.</source>
   <translation>重寫目前看得到的 256 格。可用「復原」還原。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Write to</source>
   <translation>寫入</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>Written by</source>
   <translation>由誰來寫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>as around</source>
   <translation>與周圍相同</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>emptier</source>
   <translation>較空</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>everything</source>
   <translation>全部</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>free</source>
   <translation>自由</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>fuller</source>
   <translation>較滿</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>ignore</source>
   <translation>忽略</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>insist</source>
   <translation>堅持</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>only the likeliest</source>
   <translation>只選最可能的</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>safe</source>
   <translation>保守</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>surprising</source>
   <translation>驚喜</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>{number}  dense</source>
   <translation>{number}  密集</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>{number}  sparse</source>
   <translation>{number}  稀疏</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/generate.py" />
   <source>{quality}  ({numbers})</source>
   <translation>{quality}（{numbers}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Above the ruler: drag, click</source>
   <translation>尺規上方：拖曳、點一下</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Alt</source>
   <translation>Alt 鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Ctrl+Shift+wheel, Alt+wheel</source>
   <translation>Ctrl+Shift+滾輪、Alt+滾輪</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Ctrl+drag, Shift+drag of notes</source>
   <translation>Ctrl+拖曳、Shift+拖曳音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Ctrl+wheel</source>
   <translation>Ctrl+滾輪</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Drag</source>
   <translation>拖曳</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Edges of a note</source>
   <translation>音符的邊緣</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Keys: Shift+press, Ctrl+press</source>
   <translation>琴鍵：Shift+按、Ctrl+按</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Keys: press, drag</source>
   <translation>琴鍵：按、拖曳</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>MIT licence.</source>
   <translation>MIT 授權。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Middle button</source>
   <translation>滑鼠中鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Paint a hole into a piece of music; a fractal model writes it anew, coarse to fine, fitting what is around it.</source>
   <translation>在音樂中塗出留白，碎形模型就會由粗到細重寫這一段，並與周圍銜接。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Right button</source>
   <translation>右鍵</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Roll</source>
   <translation>捲簾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Ruler: click, drag</source>
   <translation>尺規：點一下、拖曳</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Velocity lane: drag</source>
   <translation>力度欄：拖曳</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>Wheel, Shift+wheel</source>
   <translation>滾輪、Shift+滾輪</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>choose the loop, switch it on and off</source>
   <translation>選擇循環範圍、開關循環</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>copy them, keep to one direction</source>
   <translation>複製音符、限制單一方向</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>draw velocities; Shift a ramp, Ctrl all up or down</source>
   <translation>畫力度；Shift 畫漸變，Ctrl 全部上下移動</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>erase: notes with a note tool, from the hole with a hole tool</source>
   <translation>擦除：音符工具擦音符，留白工具擦留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>hear a pitch, keep the hole to those pitches</source>
   <translation>試聽音高；讓留白只保留這些音高</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>move the music</source>
   <translation>移動畫面</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>off the grid with a note tool, erase with a hole tool</source>
   <translation>音符工具不對齊格線，留白工具則擦除</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>scroll up and down, sideways</source>
   <translation>上下捲動、左右捲動</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>select all notes of the pitch, add them</source>
   <translation>選取該音高的所有音符、加選</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>set the playhead, paint whole bars</source>
   <translation>設定播放位置；塗滿整個小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>stretch all selected notes</source>
   <translation>伸縮所有選取的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>what the chosen tool does: change notes, or paint the hole</source>
   <translation>依選取的工具：修改音符，或塗抹留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>zoom pitch about the mouse</source>
   <translation>以滑鼠為中心縮放音高</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/help.py" />
   <source>zoom time about the mouse</source>
   <translation>以滑鼠為中心縮放時間</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/history.py" />
   <source>As it was opened</source>
   <translation>剛開啟時</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/history.py" />
   <source>Click a step to go to the state after it</source>
   <translation>點一個步驟，就回到該步驟之後的狀態</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/history.py" />
   <source>Steps of the history</source>
   <translation>歷程步驟</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/history.py" />
   <source>{step}, undone</source>
   <translation>{step}（已復原）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Add the chosen hole, take it out, or keep only what lies in it: as set above</source>
   <translation>依上方設定，加入所選的留白、移除它，或只保留其中的部分</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Back to {value}</source>
   <translation>恢復為 {value}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Forget</source>
   <translation>移除</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>From the music</source>
   <translation>取自音樂</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Holes kept by name</source>
   <translation>命名保存的留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Keep</source>
   <translation>保存</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Keep only</source>
   <translation>只保留</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Keep the hole under this name</source>
   <translation>以這個名稱保存留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Kept by name</source>
   <translation>命名保存</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Name of the hole</source>
   <translation>留白的名稱</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Notes that stay</source>
   <translation>不變的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Only what lies in the shape stays in the hole (also: Alt+Shift)</source>
   <translation>留白只留下形狀內的部分（也可用 Alt+Shift）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Shapes</source>
   <translation>形狀</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Shapes are added to the hole</source>
   <translation>形狀加入留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Shapes are taken out of the hole (also: right button or Alt)</source>
   <translation>從留白減去形狀（也可用右鍵或按住 Alt）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Subtract</source>
   <translation>減去</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>The chance that a cell painted from now on is written anew; another draw for every seed</source>
   <translation>之後塗抹的格子被重寫的機率；每個種子各抽一次</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>The whole hole</source>
   <translation>整個留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>Use</source>
   <translation>使用</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>keep</source>
   <translation>維持</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/hole.py" />
   <source>replace</source>
   <translation>取代</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/mixer.py" />
   <source>Channel</source>
   <translation>聲道</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/mixer.py" />
   <source>Channel of {track}</source>
   <translation>{track}的聲道</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/mixer.py" />
   <source>Drum kit {number}</source>
   <translation>鼓組 {number}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/mixer.py" />
   <source>Instrument</source>
   <translation>樂器</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/mixer.py" />
   <source>Instrument of {track}</source>
   <translation>{track}的樂器</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/mixer.py" />
   <source>MIDI channel; 10 is for drums</source>
   <translation>MIDI 聲道；10 為鼓組</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/mixer.py" />
   <source>Volume</source>
   <translation>音量</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/mixer.py" />
   <source>Volume of {track}</source>
   <translation>{track}的音量</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>Back to the default model</source>
   <translation>回到預設模型</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>Choose a model file</source>
   <translation>選擇模型檔</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>Default</source>
   <translation>預設模型</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>Model</source>
   <translation>模型</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>Models (*.safetensors);;All files (*)</source>
   <translation>模型 (*.safetensors);;所有檔案 (*)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>The model that writes; it is loaded when the next run begins</source>
   <translation>負責寫作的模型；下次執行開始時載入</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>converted from {file}</source>
   <translation>轉換自 {file}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>learned from {count} files</source>
   <translation>學自 {count} 個檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>made {date}</source>
   <translation>製作於 {date}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>styles: {styles}</source>
   <translation>風格：{styles}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>{bits} bits a note</source>
   <translation>每音符 {bits} 位元</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/model_row.py" />
   <source>{name} says of itself: {facts}. It is loaded when the next run begins.</source>
   <translation>{name} 的自我說明：{facts}。下次產生開始時才會載入。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>As the music</source>
   <translation>依音樂判斷</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>Grid that notes snap to; Alt suspends it while you drag</source>
   <translation>音符對齊的格線；拖曳時按住 Alt 可暫停對齊</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>Scale for moving and selecting notes within it</source>
   <translation>移動與選取音符時使用的音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>Snap</source>
   <translation>對齊</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>blues</source>
   <translation>藍調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>dorian</source>
   <translation>多利安調式</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>harmonic minor</source>
   <translation>和聲小調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>major</source>
   <translation>大調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>minor</source>
   <translation>小調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>mixolydian</source>
   <translation>米索利地安調式</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/note_bar.py" />
   <source>pentatonic</source>
   <translation>五聲調式</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/rows.py" />
   <source>Back to all pitches</source>
   <translation>恢復為所有音高</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/rows.py" />
   <source>Highest pitch</source>
   <translation>最高音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/rows.py" />
   <source>Lowest pitch</source>
   <translation>最低音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Art songs</source>
   <translation>藝術歌曲</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Bach chorales</source>
   <translation>巴哈聖詠</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Blues</source>
   <translation>藍調音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Dorian</source>
   <translation>多利安音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Everything</source>
   <translation>全部重寫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Fast</source>
   <translation>快速</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Folk tunes</source>
   <translation>民謠曲調</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Harmonic minor</source>
   <translation>和聲小調音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>High</source>
   <translation>高品質</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Hymns</source>
   <translation>聖詩</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Major</source>
   <translation>大調音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Minor</source>
   <translation>自然小調音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Mixolydian</source>
   <translation>米索利地安音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Pentatonic</source>
   <translation>五聲音階</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Pitches only</source>
   <translation>只換音高</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Pop piano</source>
   <translation>流行鋼琴</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Rhythm only</source>
   <translation>只換節奏</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Standard</source>
   <translation>標準</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>String quartets</source>
   <translation>弦樂四重奏</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/setting_names.py" />
   <source>Velocities only</source>
   <translation>只換力度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>A SoundFont file of your own (.sf2, .sf3)</source>
   <translation>自己的 SoundFont 音色檔（.sf2、.sf3）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Choose a SoundFont</source>
   <translation>選擇 SoundFont 音色檔</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Choose…</source>
   <translation>選擇…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Follow the clock of the keyboard's port</source>
   <translation>跟隨鍵盤連接埠的時脈</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Hear what is played on it (thru)</source>
   <translation>同時聽到彈奏的聲音（thru）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Instruments</source>
   <translation>音色</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Keyboard</source>
   <translation>鍵盤</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>MIDI clock</source>
   <translation>MIDI 時脈</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>None</source>
   <translation>無</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Recordings</source>
   <translation>錄音設定</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Send clock, start and stop to the output</source>
   <translation>將時脈、開始與停止送到輸出</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Share tempo, beat, start and stop with other programs (Ableton Link)</source>
   <translation>與其他程式共用速度、拍點、開始與停止（Ableton Link）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>SoundFonts (*.sf2 *.sf3)</source>
   <translation>SoundFont 音色檔 (*.sf2 *.sf3)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Step input</source>
   <translation>逐音輸入間距</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>The package LinkPython-extern is not installed</source>
   <translation>未安裝 LinkPython-extern 套件</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>TimGM6mb (comes with the program)</source>
   <translation>TimGM6mb（隨程式附贈）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>Usual</source>
   <translation>預設</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>as played</source>
   <translation>照演奏原樣</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>eighths</source>
   <translation>八分音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>halves</source>
   <translation>二分音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>on eighths</source>
   <translation>對齊八分音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>on quarters</source>
   <translation>對齊四分音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>on sixteenths</source>
   <translation>對齊十六分音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>quarters</source>
   <translation>四分音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>sixteenths</source>
   <translation>十六分音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/sound.py" />
   <source>{port} (not connected)</source>
   <translation>{port}（未連接）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/status.py" />
   <source>Give up the file; the piece on the desk stays (Esc)</source>
   <translation>放棄開啟此檔案；目前的樂曲保持不變（Esc）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>A replay gave other notes</source>
   <translation>重播得到不同的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>A replay gave the same notes</source>
   <translation>重播得到相同的音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Accept</source>
   <translation>採用</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Bar by bar</source>
   <translation>逐小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Bar {bar} of take {number}</source>
   <translation>版本 {number} 的第 {bar} 小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Bars and takes: which take each bar comes from</source>
   <translation>小節與版本：每一小節採用哪個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Click a bar of a take to have it in the music</source>
   <translation>點某個版本的小節，就會放進音樂裡</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Frame of the run</source>
   <translation>執行畫面</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Ghosts of the others</source>
   <translation>其他版本的影子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Look back through the run, from the first guess to the notes</source>
   <translation>回顧執行過程，從最初的猜測到音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>One more take: what was decided up to this frame stays, the rest is drawn anew</source>
   <translation>再寫一個版本：到這個畫面為止已決定的保留，其餘重新抽選</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Re-roll from here</source>
   <translation>從這裡重寫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Reject</source>
   <translation>捨棄</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Replay</source>
   <translation>重播</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Show take {number}  ({number})</source>
   <translation>顯示版本 {number}（{number}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Take {number}: {words}</source>
   <translation>版本 {number}：{words}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>The result, {count} frames</source>
   <translation>結果，共 {count} 個畫面</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>The run</source>
   <translation>執行過程</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Version {version}, model {hash}, {changed} outside the hole changed</source>
   <translation>程式版本 {version}，模型 {hash}，留白以外有 {changed} 改變</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>What a run writes comes here: several takes to compare, to mix bar by bar and to write again.</source>
   <translation>執行的結果會出現在這裡：可以比較多個版本、逐小節混合，或再寫一次。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>Where they agree</source>
   <translation>一致之處</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>being written…</source>
   <translation>寫作中…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>waiting</source>
   <translation>等待中</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>{index} of {total}: level {level}, {what}, iteration {iteration}</source>
   <translation>第 {index}／{total}：第 {level} 層，{what}，第 {iteration} 次迭代</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/takes.py" />
   <source>{notes}, seed {seed}, {seconds} s</source>
   <translation>{notes}，種子 {seed}，{seconds} 秒</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Another colour for this track</source>
   <translation>換這個音軌的顏色</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Colour of {track}</source>
   <translation>{track}的顏色</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Drums</source>
   <translation>鼓組</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Mute {track}</source>
   <translation>{track}靜音</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Mute: not heard, and left alone by runs</source>
   <translation>靜音：聽不到，執行時也不會更動</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Name of track {number}</source>
   <translation>音軌 {number} 的名稱</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>New notes go to this track; the others are dimmed</source>
   <translation>新音符寫入這個音軌；其他音軌變淡</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Rename track</source>
   <translation>重新命名音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Solo {track}</source>
   <translation>{track}獨奏</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Solo: only soloed tracks are heard</source>
   <translation>獨奏：只聽得到獨奏的音軌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>The name of the track, as it is written to the file</source>
   <translation>音軌名稱，會寫入檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>Write into {track}</source>
   <translation>寫入{track}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/tracks.py" />
   <source>{instrument}, channel {number}, {notes}</source>
   <translation>{instrument}，聲道 {number}，{notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/transport.py" />
   <source>Bar, beat and step of the playhead; minutes and seconds from the beginning</source>
   <translation>播放位置的小節、拍與格；從開頭算起的分與秒</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/transport.py" />
   <source>No output</source>
   <translation>沒有輸出</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/transport.py" />
   <source>Starting the player</source>
   <translation>正在啟動播放器</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/transport.py" />
   <source>Tempo</source>
   <translation>速度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/transport.py" />
   <source>Tempo of playing, in percent of the piece's own; the piece stays as it is</source>
   <translation>播放速度，以原曲速度的百分比表示；曲子本身不變</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/transport.py" />
   <source>Transport</source>
   <translation>走帶控制</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/transport.py" />
   <source>Volume of the built-in synth</source>
   <translation>內建合成器的音量</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/transport.py" />
   <source>Where the music is played: a MIDI port, a virtual port, or the built-in synth</source>
   <translation>音樂的播放去處：MIDI 連接埠、虛擬連接埠或內建合成器</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>A run of Inpaint, from the first guess to the notes</source>
   <translation>一次補寫的過程，從最初的猜測到音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Drag over the bars that you want anew and press Inpaint: the model writes them coarse to fine, fitting the music around them. Nothing outside the hole changes.</source>
   <translation>拖曳塗抹想要重寫的小節，再按「補寫」：模型會由粗到細寫出來，並與周圍的音樂銜接。留白以外的部分完全不變。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Empty Piece</source>
   <translation>空白曲子</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Open a MIDI File…</source>
   <translation>開啟 MIDI 檔案…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Paint a hole. Hear it filled.</source>
   <translation>塗出留白，聽它填滿。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Show this page at the next start</source>
   <translation>下次啟動時再顯示這一頁</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/panels/welcome.py" />
   <source>Try it on one of these:</source>
   <translation>用其中一首試試看：</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/play_commands.py" />
   <source>No hole is painted: the loop stays as it is.</source>
   <translation>尚未塗出留白：循環範圍不變。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/play_commands.py" />
   <source>Pause</source>
   <translation>暫停</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/playback.py" />
   <source>Playback is not ready: the player has not started.</source>
   <translation>還不能播放：播放器尚未啟動。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/playback.py" />
   <source>Playback is off: {reason}</source>
   <translation>播放已停用：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/playback.py" />
   <source>Playing did not work. {reason}</source>
   <translation>無法播放。{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/playback.py" />
   <source>There is nothing to play yet: the piece has no notes.</source>
   <translation>還沒有可播放的內容：曲子裡沒有音符。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>Changed by another program</source>
   <translation>已被其他程式更改</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>FractalMIDI project (*.fmstudio)</source>
   <translation>FractalMIDI 專案 (*.fmstudio)</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>Not saved</source>
   <translation>未儲存</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>Overwrite</source>
   <translation>覆寫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>Overwrite puts your version in its place; the other one is kept among the earlier versions.</source>
   <translation>「覆寫」會以你的版本取代；另一個版本會保留在較早的版本中。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>Save the project</source>
   <translation>儲存專案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>Saved {file}</source>
   <translation>已儲存 {file}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>Your piece is still here, and the file is as it was. Save it somewhere else?</source>
   <translation>你的樂曲還在，檔案也維持原樣。要存到別的地方嗎？</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>{file} holds the notes. Hole, takes and history are kept by a project: Save As, .fmstudio.</source>
   <translation>{file} 只含音符。留白、版本與歷史記錄由專案保存：請用「另存新檔」存成 .fmstudio。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>{file} was changed by another program. Open it again to see that version, or save yours under another name (Save As).</source>
   <translation>{file} 已被其他程式更改。重新開啟可看到那個版本，或用「另存新檔」以其他名稱儲存你的版本。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/project_saver.py" />
   <source>{file} was changed since you opened it, by another program or window.</source>
   <translation>{file} 在你開啟之後已被其他程式或視窗更改。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/recent.py" />
   <source>Clear List</source>
   <translation>清除清單</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/recorder.py" />
   <source>Nothing has been recorded yet.</source>
   <translation>還沒有錄過音。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/recorder.py" />
   <source>Recorded {notes}.</source>
   <translation>已錄下 {notes}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/recorder.py" />
   <source>Recording</source>
   <translation>錄下的演奏</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/recorder.py" />
   <source>Recording as Played</source>
   <translation>錄音還原為演奏原貌</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/recorder.py" />
   <source>The track of the last recording is gone.</source>
   <translation>上次錄音的音軌已經不在了。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source> of {number}</source>
   <translation>／{number}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>, about {seconds} s left</source>
   <translation>，約剩 {seconds} 秒</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>Cancelling</source>
   <translation>正在取消</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>Replay of take {number}</source>
   <translation>重播版本 {number}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>The music has changed since this run, so it cannot go on from there.</source>
   <translation>這次執行之後音樂已經變更，無法從那裡繼續。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>There are {count} takes already: accept one.</source>
   <translation>已經有 {count} 個版本：請採用其中一個。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>{run}, level {level}: {what}, iteration {iteration}{of}{about}</source>
   <translation>{run}，第 {level} 層：{what}，第 {iteration}{of} 次迭代{about}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>{run}, take {number} of {count}</source>
   <translation>{run}，版本 {number}／{count}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>{run}: the engine is getting ready</source>
   <translation>{run}：引擎準備中</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_controller.py" />
   <source>{take}: off the scale or the range {notes}, for want of a free pitch while they sound.</source>
   <translation>{take}：有 {notes} 落在音階或音域之外，因為它們發聲時已沒有空的音高。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_endings.py" />
   <source>Cancelled. Finished: {takes}.</source>
   <translation>已取消。完成：{takes}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_endings.py" />
   <source>Cancelled: the music is as it was.</source>
   <translation>已取消：音樂保持原樣。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_endings.py" />
   <source>Replay of take {number}: other notes than before.</source>
   <translation>重播版本 {number}：音符與先前不同。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_endings.py" />
   <source>Replay of take {number}: the same {notes}, one for one.</source>
   <translation>重播版本 {number}：{notes}，逐一相同。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_endings.py" />
   <source>The run failed and the music is as it was. {reason}</source>
   <translation>執行失敗，音樂保持原樣。{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_endings.py" />
   <source>The run failed. Finished before: {takes}.</source>
   <translation>執行失敗。先前已完成：{takes}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_endings.py" />
   <source>The run failed: the music is as it was.</source>
   <translation>執行失敗：音樂保持原樣。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_endings.py" />
   <source>{run}: {written} written, {changed} outside the hole changed  ({seconds} s, seed {seed})</source>
   <translation>{run}：寫出 {written}，留白以外有 {changed} 改變（{seconds} 秒，種子 {seed}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/run_endings.py" />
   <source>{run}: {written} written, {changed} outside the hole changed  ({seconds} s, seed {seed}, heard in three)</source>
   <translation>{run}：寫出 {written}，留白以外有 {changed} 改變（{seconds} 秒，種子 {seed}，聽作三拍子）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/snap.py" />
   <source>No snap</source>
   <translation>不對齊</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/theme.py" />
   <source>Dark</source>
   <translation>深色</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/theme.py" />
   <source>High contrast</source>
   <translation>高對比</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/theme.py" />
   <source>Light</source>
   <translation>淺色</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/brush.py" />
   <source>Brush</source>
   <translation>筆刷</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/brush.py" />
   <source>Paint the part to be written anew, cell by cell</source>
   <translation>一格一格塗出要重寫的部分</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/draw.py" />
   <source>Draw</source>
   <translation>畫筆</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/draw.py" />
   <source>Draw notes: drag sets the length, Shift+drag draws a row of them, the right button erases</source>
   <translation>畫音符：拖曳決定長度，Shift+拖曳畫出一排，右鍵擦除</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/draw.py" />
   <source>Draw {notes}</source>
   <translation>畫出 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/erase_notes.py" />
   <source>Erase the notes that the mouse passes; the right button does so with every note tool</source>
   <translation>擦除滑鼠經過的音符；所有音符工具都可用右鍵擦除</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/erase_notes.py" />
   <source>Erase {notes}</source>
   <translation>擦除 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/grab.py" />
   <source>Copy {notes}</source>
   <translation>複製 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/grab.py" />
   <source>Move {notes}</source>
   <translation>移動 {notes}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/hand.py" />
   <source>Drag the music about (the middle mouse button always does)</source>
   <translation>拖曳移動畫面（滑鼠中鍵隨時可用）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/hand.py" />
   <source>Hand</source>
   <translation>手形</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/knife.py" />
   <source>Cut notes in two at the grid (Alt: anywhere); drag up or down to cut several</source>
   <translation>在格線處把音符切成兩段（Alt：任意位置）；上下拖曳可切多個</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/knife.py" />
   <source>Knife</source>
   <translation>切刀</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/lasso_hole.py" />
   <source>Draw a line around the part to be written anew</source>
   <translation>圈出要重寫的部分</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/lasso_hole.py" />
   <source>Hole Lasso</source>
   <translation>留白套索</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/lasso_notes.py" />
   <source>Draw a line around notes to select them; Shift adds</source>
   <translation>圈住音符即可選取；Shift 加選</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/lasso_notes.py" />
   <source>Lasso</source>
   <translation>套索</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/rectangle.py" />
   <source>Drag a rectangle over the part to be written anew</source>
   <translation>在要重寫的部分拖曳出矩形</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/rectangle.py" />
   <source>Rectangle</source>
   <translation>矩形</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/select.py" />
   <source>Select</source>
   <translation>選取</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/select.py" />
   <source>Select, move and stretch notes; Ctrl+drag copies, Alt goes off the grid, a double click draws, the right button erases</source>
   <translation>選取、移動與伸縮音符；Ctrl+拖曳複製，Alt 不對齊格線，按兩下畫音符，右鍵擦除</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/zoom.py" />
   <source>Drag a box to see it larger; the right button zooms out</source>
   <translation>拖曳方框可放大；右鍵縮小</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/tools/zoom.py" />
   <source>Zoom</source>
   <translation>縮放</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>Bits a note</source>
   <translation>每個音符的位元</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>Curves of the training</source>
   <translation>訓練曲線</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>Gradient norm</source>
   <translation>梯度範數</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>Learning rate</source>
   <translation>學習率</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>Memory (MB)</source>
   <translation>記憶體（MB）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>Nothing has been measured yet.</source>
   <translation>尚未有任何量測。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>The curves are being prepared…</source>
   <translation>正在準備曲線…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>What the curves show, over the steps of the training. Bits a note tell how much the music surprises the model: less is better. Training and validation are measured differently: compare each with itself.</source>
   <translation>曲線顯示的內容，橫軸為訓練步數。每音符位元數表示音樂讓模型感到多意外：越少越好。訓練與驗證的量法不同：請各自比較。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>Windows a second</source>
   <translation>每秒窗格數</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>training</source>
   <comment>a curve, beside that of the validation</comment>
   <translation>訓練時</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>validation</source>
   <translation>驗證</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>… of bars</source>
   <translation>…小節</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>… of beats</source>
   <translation>…拍</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>… of dynamics</source>
   <translation>…力度</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/curves.py" />
   <source>… of notes</source>
   <translation>…音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/desk.py" />
   <source>From now on {model} writes.</source>
   <translation>從現在起由 {model} 寫作。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/desk.py" />
   <source>The training could not be started: {reason}</source>
   <translation>無法開始訓練：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Before the training</source>
   <translation>訓練之前</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Checkpoint of the run</source>
   <translation>這次訓練的檢查點</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Checkpoints</source>
   <translation>檢查點</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Each checkpoint writes the hole anew with the same seed: hear how the training changes your music</source>
   <translation>每個檢查點都用同一個種子重寫留白：聽聽訓練如何改變您的音樂</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Have this checkpoint write the hole on the roll anew; the result is a take</source>
   <translation>讓這個檢查點重寫捲軸上的留白；結果是一個版本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Make it the model of the Generate panel</source>
   <translation>設為「生成」面板的模型</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>No checkpoint has been kept yet.</source>
   <translation>尚未保存任何檢查點。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Paint a hole on the roll first: each checkpoint then writes it anew.</source>
   <translation>請先在捲軸上畫一個留白：每個檢查點會重寫它。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Put together a new run that goes on from this checkpoint</source>
   <translation>準備一次從這個檢查點接續的新訓練</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Step {step}</source>
   <translation>步數 {step}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Step {step}: {bits} bits a note</source>
   <translation>第 {step} 步：每個音符 {bits} 位元</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>The best so far</source>
   <translation>目前最好的</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Train On</source>
   <translation>接著訓練</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Use This Checkpoint</source>
   <translation>使用這個檢查點</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>Write the Hole</source>
   <translation>寫入留白</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/hearing.py" />
   <source>{checkpoint}: take {number}, as it was written before.</source>
   <translation>{checkpoint}：版本 {number}，與先前所寫相同。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source> min</source>
   <translation> 分鐘</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>A model file…</source>
   <translation>模型檔案…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Add Folder…</source>
   <translation>加入資料夾…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Add a folder of MIDI files first, or drop one here.</source>
   <translation>請先加入一個 MIDI 檔案的資料夾，或拖放到這裡。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>At most</source>
   <translation>最多</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Base</source>
   <translation>基礎</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Choose a folder of MIDI files</source>
   <translation>選擇 MIDI 檔案的資料夾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Choose a folder of MIDI files; folders within it count, too</source>
   <translation>選擇 MIDI 檔案的資料夾；其中的子資料夾也包括在內</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Default model</source>
   <translation>內建模型</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Device</source>
   <translation>裝置</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Drop folders here; Delete takes the chosen one off the list</source>
   <translation>把資料夾拖放到這裡；Delete 鍵會將選取的資料夾移出清單</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Drop folders of MIDI files here.</source>
   <translation>請把 MIDI 檔案的資料夾拖到這裡。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Folders of MIDI files to learn from</source>
   <translation>用來學習的 MIDI 檔案資料夾</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>From scratch</source>
   <translation>不用模型，從頭開始</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Give the run a name that can be the name of a folder.</source>
   <translation>請為這次訓練取一個可以當資料夾名稱的名字。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>NVIDIA GPU</source>
   <translation>NVIDIA GPU</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Name</source>
   <translation>名稱</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>None of the files can be learned from: see the reasons.</source>
   <translation>沒有任何檔案可以用來學習：請看原因。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Preset</source>
   <translation>預設組合</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Processor</source>
   <translation>處理器</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Start Training</source>
   <translation>開始訓練</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Take the chosen folder off the list; nothing is deleted</source>
   <translation>將選取的資料夾移出清單；不會刪除任何檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>The files are being looked at…</source>
   <translation>正在檢查檔案…</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>The model that the training goes on from</source>
   <translation>訓練所接續的模型</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>The name of the run, and of its folder</source>
   <translation>這次訓練及其資料夾的名稱</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>The training ends after so many minutes; Stop ends it earlier, and nothing is lost</source>
   <translation>訓練會在這麼多分鐘後結束；「停止」可提早結束，不會遺失任何東西</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>There is a run of this name already: choose another one.</source>
   <translation>已經有同名的訓練：請換一個名字。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>There is no preset for this.</source>
   <translation>沒有適用的預設組合。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Where it is computed. Automatic takes a GPU if there is one.</source>
   <translation>在哪裡計算。「自動」會在有 GPU 時使用它。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>Your music</source>
   <translation>您的音樂</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/new_run.py" />
   <source>my style</source>
   <translation>我的風格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/pictures.py" />
   <source>At each validation the run writes some music; how it came about is shown here.</source>
   <translation>每次驗證時，訓練會寫一些音樂；這裡顯示它是如何產生的。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/pictures.py" />
   <source>At each validation the run writes some music; it is shown here.</source>
   <translation>每次驗證時，訓練會寫一些音樂，顯示在這裡。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/pictures.py" />
   <source>What the composer wrote</source>
   <translation>作曲者所寫的</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/pictures.py" />
   <source>What the run wrote in its place</source>
   <translation>訓練在同一處所寫的</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/pictures.py" />
   <source>{name} cannot be shown.</source>
   <translation>無法顯示 {name}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>A few minutes on my files</source>
   <translation>用我的檔案訓練幾分鐘</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>A few minutes, small adapters (LoRA)</source>
   <translation>幾分鐘，小型轉接器（LoRA）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>As above, but only small additions to the base model are learned: less memory, keeps more of it.</source>
   <translation>同上，但只學習基礎模型的小型附加部分：占用較少記憶體，保留較多原本的能力。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>Bends the base model towards your music. Ten files are enough.</source>
   <translation>讓基礎模型靠近您的音樂。十個檔案就夠了。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>From nothing. Wants hundreds of files and some hours.</source>
   <translation>從零開始。需要數百個檔案與數小時。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>From nothing. Wants tens of thousands of files and a large GPU.</source>
   <translation>從零開始。需要數萬個檔案與一張大型 GPU。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>From nothing. Wants thousands of files and a GPU.</source>
   <translation>從零開始。需要數千個檔案與一張 GPU。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>Large: ten times as large</source>
   <translation>大型：十倍大</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>Medium: three times as large</source>
   <translation>中型：三倍大</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/presets.py" />
   <source>Small: the default model's size</source>
   <translation>小型：與預設模型一樣大</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_list.py" />
   <source>New Run</source>
   <translation>新的訓練</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_list.py" />
   <source>Training runs</source>
   <translation>各次訓練</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_list.py" />
   <source>Your trainings will be listed here.</source>
   <translation>您的訓練會列在這裡。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>Animation</source>
   <translation>動畫</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>End the training in good order; Resume can go on with it later</source>
   <translation>妥善結束訓練；之後可用「繼續」接著做</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>Go on from where it was, exactly</source>
   <translation>完全從原來的地方接著做</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>Hold the training after the step that it is in; Resume goes on</source>
   <translation>做完目前這一步後暫停訓練；「繼續」會接著做</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>Log</source>
   <translation>紀錄</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>Log of the run</source>
   <translation>訓練的紀錄</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>Resume</source>
   <translation>繼續</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>Samples</source>
   <translation>樣本</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>best {bits} bits a note, at step {step}</source>
   <translation>最佳：每個音符 {bits} 位元，在第 {step} 步</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>step {step}</source>
   <translation>第 {step} 步</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>step {step} of {steps}</source>
   <translation>第 {step} 步，共 {steps} 步</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>time left: {time}</source>
   <translation>剩餘時間：{time}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>{name}: {state}</source>
   <translation>{name}：{state}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>{number} windows a second</source>
   <translation>每秒 {number} 個窗格</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/run_page.py" />
   <source>{time} so far</source>
   <translation>已用 {time}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scan_view.py" />
   <source>All files ({count})</source>
   <translation>所有檔案（{count}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scan_view.py" />
   <source>Find a file</source>
   <translation>尋找檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scan_view.py" />
   <source>Left out ({count})</source>
   <translation>略過的（{count}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scan_view.py" />
   <source>The scan will say here which files can be learned from, and why the others cannot.</source>
   <translation>掃描會在這裡說明哪些檔案可以用來學習，以及其他檔案為何不行。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scan_view.py" />
   <source>What the scan says of each file</source>
   <translation>掃描對每個檔案的結果</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scan_view.py" />
   <source>Which files the table shows</source>
   <translation>表格顯示哪些檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scan_view.py" />
   <source>{done} of {total} files</source>
   <translation>{total} 個檔案中的第 {done} 個</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scan_view.py" />
   <source>{files} files: {learn} to learn from, {measured} to be measured by, {left} left out.</source>
   <translation>{files} 個檔案：{learn} 個用來學習，{measured} 個用來衡量，{left} 個略過。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scan_view.py" />
   <source>{verdict} ({count})</source>
   <translation>{verdict}（{count}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scanner.py" />
   <source>The files could not be looked at.</source>
   <translation>無法檢查檔案。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/scanner.py" />
   <source>The program that looks at the files could not be started.</source>
   <translation>無法啟動檢查檔案的程式。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>Bars</source>
   <translation>小節數</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>File</source>
   <translation>檔案</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>Reason</source>
   <translation>原因</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>Verdict</source>
   <translation>判定</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>drums only</source>
   <translation>只有鼓</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>duplicate</source>
   <translation>重複</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>in both parts</source>
   <translation>兩邊都有</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>kept</source>
   <translation>保留</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>kept, to learn from</source>
   <translation>保留，用來學習</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>kept, to measure by</source>
   <translation>保留，用於測量</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>no notes</source>
   <translation>沒有音符</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>odd metre</source>
   <translation>罕見拍號</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>off the grid</source>
   <translation>不在格線上</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>too short</source>
   <translation>太短</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/verdicts.py" />
   <source>unreadable</source>
   <translation>無法讀取</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>It failed: {reason}</source>
   <translation>失敗：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>It had kept nothing yet: start it anew.</source>
   <translation>它還沒有保存任何東西：請重新開始。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>It has not said anything for {time}.</source>
   <translation>它已經 {time}沒有回報。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>Its status cannot be read: {reason}</source>
   <translation>無法讀取它的狀態：{reason}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>Resume goes on from its last state.</source>
   <translation>「繼續」會從最後的狀態接著做。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>The program that trains is being loaded, and the model with it.</source>
   <translation>正在載入訓練程式與模型。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>about {time}</source>
   <translation>約 {time}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>cannot be read</source>
   <translation>讀不到狀態</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>failed</source>
   <translation>失敗</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>finished</source>
   <translation>已完成</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>from scratch</source>
   <translation>從頭開始</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>from the default model</source>
   <translation>從預設模型接續</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>from {model}</source>
   <translation>接續 {model}</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>getting ready</source>
   <translation>準備中</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>interrupted</source>
   <translation>已中斷</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>looking at the files</source>
   <translation>檢查檔案中</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>not known yet</source>
   <translation>尚不知道</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>on the GPU ({device})</source>
   <translation>在 GPU 上（{device}）</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>on the processor</source>
   <translation>在處理器上</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>paused</source>
   <translation>已暫停</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>pausing after this step</source>
   <translation>這一步之後暫停</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>see the log</source>
   <translation>請看紀錄</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>stopped</source>
   <translation>已停止</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>stopping</source>
   <translation>停止中</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>training</source>
   <translation>訓練中</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>{hours} h {minutes} min</source>
   <translation>{hours} 小時 {minutes} 分鐘</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>{minutes} min</source>
   <translation>{minutes} 分鐘</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>{seconds} s</source>
   <translation>{seconds} 秒</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>{state}, step {step}</source>
   <translation>{state}，第 {step} 步</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training/words.py" />
   <source>{state}, step {step}: {bits} bits</source>
   <translation>{state}，第 {step} 步：{bits} 位元</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training_place.py" />
   <source>A training is at work: {names}.</source>
   <translation>有訓練正在進行：{names}。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training_place.py" />
   <source>It can go on while the window is closed, and you find it here when you come back. Or stop it now, in good order, and resume it later.</source>
   <translation>視窗關閉後它可以繼續，您回來時會在這裡找到它。也可以現在妥善停止，之後再繼續。</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training_place.py" />
   <source>Let It Go On</source>
   <translation>讓它繼續</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/training_place.py" />
   <source>Stop It</source>
   <translation>停止訓練</translation>
  </message>
  <message>
   <location filename="fractalmidi_studio/unexpected.py" />
   <source>Something unexpected happened ({problem}). Your piece is still here.</source>
   <translation>發生了意料之外的問題（{problem}）。你的曲子還在。</translation>
  </message>
 </context>
</TS>

"""What ``core`` says, in the language of the window.

``core`` knows no language but English, and its sentences come from everywhere: exceptions, the engine's and the
player's processes, notices about a file.  So they are known by their shape: each template below stands for one of them,
and what stands in its gaps is carried over.  ``tests/gui/test_core_words.py`` reads core's sources and finds what is
missing here.
"""

from __future__ import annotations

import re
from functools import cache

from core.midi_file.report import ImportReport
from fractalmidi_studio.i18n import later, tr

_TEMPLATES = (
    # Runs
    later("There is no music to continue yet: the piece has no notes with a pitch."),
    later("With {bars} the piece would be too long: {steps} sixteenth steps is the most."),
    later("Nothing is painted yet: paint the part that shall be written anew."),
    later(
        "The hole has no room: locked notes, or notes that begin before it, fill it, and they are kept. "
        "Include where these notes begin, or more pitches."
    ),
    later("The pitch range leaves nothing of the hole: widen the range, or paint other pitches."),
    later("Only notes of the scale were asked for, but there is no key to tell which these are: choose a key."),
    later("No note begins in the hole, so there are no pitches, times or velocities to write anew."),
    later("the hole is empty: paint the part that shall be written anew"),
    later("these notes have no room to begin one after the other"),
    later("the model gave numbers that are not finite: the model file may be damaged"),
    later("there are no takes to compare"),
    # Capsules
    later("The capsule of a run is damaged: it has no settings."),
    later("The capsule of a run is damaged: it holds more than a piece can."),
    later("The capsule of a run is damaged: it holds notes that there cannot be."),
    later("The capsule of a run has settings that this version does not know: {reason}"),
    later("This run was kept by another version of the program and cannot be replayed."),
    later("The capsule speaks of {steps} steps, which is no length of a piece."),
    later("The capsule of a run is damaged and cannot be replayed ({reason})."),
    # The engine and its model
    later("The engine is closed."),
    later("The engine that writes the music ended unexpectedly. Nothing was changed; run again to restart it."),
    later(
        "The engine that writes the music ended unexpectedly (signal {number}). "
        "Nothing was changed; run again to restart it."
    ),
    later(
        "The engine that writes the music does not answer any more and was ended. "
        "Nothing was changed; run again to restart it."
    ),
    later("There is not enough memory for this run. Close other programs, or paint a smaller hole."),
    later("The model stopped with an error ({problem}). Nothing was changed."),
    later("{file} is not the model file that was asked for: it begins {found}, not {wanted}."),
    later("{file} does not exist or is not a file"),
    later("{file} is not a FractalMIDI model: {size} bytes is no sensible size for one"),
    later("{file} is not a FractalMIDI model: it is not a safetensors file"),
    later("{file} is not a FractalMIDI model, or it is damaged: its header does not fit"),
    later("{file} is not a FractalMIDI model (format {found}; this version reads {wanted})"),
    later("{file} is damaged: its description cannot be read"),
    later("{file} is damaged: it should hold {wanted} bytes, not {size}"),
    later("{file} is damaged: {name} holds numbers that are not finite"),
    later("{file} describes a model of {number} parameters, which is too large"),
    later("{file} does not fit: {name} {found}, but {wanted}"),
    later("{file} holds levels {found}, but {wanted} were asked for"),
    later("{file} cannot be read: {reason}"),
    later("the device {device} cannot be used: {reason}"),
    # MIDI files
    later("{file} is {size} MB large; MIDI files up to {most} MB can be opened."),
    later("{file} is a RIFF file without music in it."),
    later("{file} is empty (0 bytes)."),
    later('{file} is not a MIDI file: it does not begin with "MThd".'),
    later("{file} is cut short: it ends within its header."),
    later("{file} is damaged: its header has {number} bytes instead of 6."),
    later("{file} is damaged: it has no track."),
    later("{file} has more than {number} tracks, which is too many to open."),
    later("{file} is damaged: its header says that a quarter note has 0 ticks."),
    later("{file} is damaged: its header counts {ticks} ticks in each of {frames} frames a second."),
    later("{file} is a folder, not a MIDI file."),
    later("{file} is not an ordinary file, so it was not opened."),
    later("{file} could not be opened: there is no such file."),
    later("{file} could not be opened: {reason}."),
    later("{file} is damaged: track {number} is cut short: the file ends within it."),
    later("{file} is damaged: track {number} ends in the middle of an event."),
    later("{file} is damaged: track {number} has a time or length value of more than four bytes."),
    later("{file} is damaged: track {number} has too many events (more than {most} in the file)."),
    later("{file} is damaged: track {number} has data without a status at its byte {place}."),
    later("{file} is damaged: {reason}"),
    later("{count} notes beyond step {step} stayed in the piece but cannot be shown in the roll."),
    later("{count} note beyond step {step} stayed in the piece but cannot be shown in the roll."),
    later("The music was taken out of a RIFF container."),
    later("The file says it has a single track (format 0) but has {count}; all were read."),
    later("The file holds independent patterns (format 2); they were laid over one another."),
    later("The file has the unknown format {number} and was read as format 1."),
    later("The file promises {promised} tracks but has {count}."),
    later("The file promises {promised} track but has {count}."),
    later("The file counts in film frames (SMPTE); its times were kept, on a grid of 120 quarters a minute."),
    later("A part of the file between two tracks could not be understood and was passed over."),
    later("{count} track had no end mark."),
    later("{count} tracks had no end mark."),
    later("{count} track had a wrong size."),
    later("{count} tracks had a wrong size."),
    later("After a system event {count} note or controller relied on the status before it; it was read so."),
    later("After system events {count} notes or controllers relied on the status before them; they were read so."),
    later("{count} event that does not belong into a file was left out."),
    later("{count} events that do not belong into a file were left out."),
    later("{count} event with impossible values was left out."),
    later("{count} events with impossible values were left out."),
    later("{count} note louder than 127 was set to 127."),
    later("{count} notes louder than 127 were set to 127."),
    later("{count} note end without a note was left out."),
    later("{count} note ends without a note were left out."),
    later("{count} note without length got a sixteenth."),
    later("{count} notes without length got a sixteenth each."),
    later("{count} note never ended and was ended for it."),
    later("{count} notes never ended and were ended with their track."),
    later("{count} impossible tempo was ignored."),
    later("{count} impossible tempi were ignored."),
    later("{count} impossible time signature was ignored."),
    later("{count} impossible time signatures were ignored."),
    # Training: what the scan says of a file
    later("{share} of its notes lie off the beat's sixteenths: quantise it first"),
    later("it has {bars} bars and {notes} notes; at least {least_bars} bars and {least_notes} notes are wanted"),
    later("its bars are {steps} sixteenths long, which are no twos and threes"),
    later("it is the same music as {file}"),
    later("it is the same music as {file}, which is kept for validation"),
    later("it has drums alone"),
    later("it has no notes"),
    later("it cannot be read: {reason}"),
    later("it cannot be read ({reason})"),
    later("it is not an ordinary file"),
    later("it is larger than {size} MB"),
    later("it is damaged or not a MIDI file"),
    later("it does not say how long a quarter is"),
    later("it made the reader crash"),
    later("it kept the reader busy for too long"),
    later("{folder} does not exist: name a folder of MIDI files"),
    later("{file} is too large for a report of a scan"),
    later("{file} is damaged"),
    # Training: runs
    later("{done} of {total} files read"),
    later("The model is measured as it is, before the training."),
    later("The run ended without a word: it was killed, or the power went."),
    later("Stopped before its state could be written."),
    later("none of the {count} files can be learned from: the list of them says why"),
    later(
        "music of the validation files is in the training files, too, so nothing could be told from them: {files}. "
        "Take them out of one of the folders, or let them be left out of training with data.leaks: drop"
    ),
    later("the cache of the music that was read is damaged; start again, it is made anew"),
    later("The gradient is not a number any more at step {step}. {advice}"),
    later("The loss is not a number any more at step {step}. {advice}"),
    later("The loss has exploded: {loss} nats a note over the last {steps} steps, after {best} at its best. {advice}"),
    later(
        "The run was stopped; its last good state and models are kept. Lower train.lr and train.matrix_lr "
        "(now {lr} and {matrix_lr}) and resume, or start again."
    ),
    later("The disk is full. The last state that was written is whole: make room, then resume."),
    later("The disk may not hold a file this large. The last state that was written is whole: make room, then resume."),
    later("{file}: {reason}. Its last state is kept."),
    later("A file cannot be used: {reason}. Its last state is kept."),
    later(
        "There is not enough memory for this training. Its last state is kept. Close other programs and resume; or "
        "begin with smaller steps (train.batch_size, train.max_patches, train.max_leaves)."
    ),
    later(
        "A process that prepares the music was ended, usually because memory ran out. Its last state is kept. "
        "Close other programs, then resume."
    ),
    later("The GPU has failed. Its last state is kept. Resume; if it fails again, train on the processor."),
    later(
        "The training ended by a fault that the program does not know ({kind}). Its last state is kept. Resume; if it "
        "ends again, send the report to those who make the program: {file}"
    ),
    later(
        "There is no NVIDIA GPU here that the program can use: let it choose the device (train.device: auto), or take "
        "the processor (cpu)"
    ),
    later(
        "train.lora needs the library peft, which is not installed: install it with "
        "pip install '.[lora]' in the program's folder, or train all weights with train.lora.rank: 0"
    ),
    later("{folder} holds a run already: add --resume to go on with it, or name another folder"),
    later("{folder} holds a run already: go on with it, or choose another name"),
    later("a run is at work in {folder} already"),
    later("the run {name} is at work already"),
    later("there is nothing to train on: give folders of MIDI files with --data or as data.train"),
    later("there are no MIDI files to train on: give folders that hold some with --data"),
    later(
        "the music of this run has changed since it began: {what}. Put the files back, or go on with what is there by "
        "--set data.changed=go_on, or start a new run from its best checkpoint with train.init"
    ),
    later("{gone} files that it learned from are gone or no longer kept, {come} are new ({names})"),
    later("files that it learns from have been changed"),
    later("{gone} files that it learned from are gone or no longer kept, {come} are new"),
    later("{folder} holds no {file} to resume from"),
    later("{file} is not a training state of this program"),
    later("{file} is damaged and cannot be resumed from: {reason}"),
    later("its description makes no sense"),
    later("the system refuses it"),
    later(
        "{file} and {other} are damaged: neither is what was written. Start a new run from the best checkpoint with "
        "train.init"
    ),
    later("{file} is too large for a status"),
    later("{file} is not the status of a training run that this version knows"),
    # Files and disks
    later("it is not there (any more)"),
    later("there is no permission for it"),
    later("the disk is full"),
    later("your disk quota is used up"),
    later("the file would be larger than allowed"),
    later("the disk is read-only"),
    later("it is a folder"),
    later("part of its path is not a folder"),
    later("a file of that name is in the way"),
    later("its name is too long"),
    later("it is no ordinary file"),
    later("the disk reports an error"),
    later("too many files are open"),
    # Projects
    later("{file} could not be opened: there is not enough memory."),
    later("it is a folder, not a project"),
    later("it is not an ordinary file, so it was not opened"),
    later("it is {size} MB large; projects up to {most} MB can be opened"),
    later("it is damaged or no project file ({reason})"),
    later("File is not a zip file"),
    later("it is packed in a way that no project is ({reason})"),
    later("it holds {number} parts; a project has at most {most}"),
    later("it holds {part}, which is no part of a project"),
    later("it holds {part} twice"),
    later("its part {part} is a link or a device, not data"),
    later("its part {part} is packed in a way that no project is"),
    later("it would unpack to {size} MB; {most} MB are allowed"),
    later("it is a zip file, but no project of this program"),
    later("its part {part} would be {size} MB large; {most} MB are allowed"),
    later("its part {part} is not as long as it says"),
    later("its part {part} is missing"),
    later("its part {part} is damaged ({reason})"),
    later("its part {part} is no table of names and values"),
    later("its {name} is {value}, not a whole number from {low} to {high}"),
    later("its {name} is {value}, neither true nor false"),
    later("its {name} is {value}, not a text of at most {most} characters"),
    later("its {name} is {value}, not a list"),
    later("its {name} has {number} entries; at most {most} are allowed"),
    later("there should be a table with {name}, not {value}"),
    later("it has no {name}"),
    later("a list of {number}"),
    later("a table of {number}"),
    later("a huge number"),
    later("it has more than {most} notes"),
    later("it has more than {most} events"),
    later("its music is damaged: {reason}"),
    later("it has notes that there cannot be"),
    later("its notes are out of order"),
    later("it has MIDI events that there cannot be"),
    later("its MIDI events are cut off"),
    later("its tempo or its metre is damaged"),
    later("its tempo or its metre has values that there cannot be"),
    later("it has a metre of {metre}, which cannot be written"),
    later("one of its tracks is damaged"),
    later("its hole is damaged"),
    later("its loop is damaged"),
    later("a part of it points beyond its end"),
    later("one of its lists of numbers is cut off"),
    later("one of its lists has more than {most} entries"),
    later("one of its parts is damaged ({reason})"),
    later("one of its parts is not as long as it should be"),
    later("it does not say where its parts lie"),
    later("The history could not be read and was left out: {reason}"),
    later("The takes could not be read and were left out: {reason}"),
    later("The settings of the run could not be read and were left out: {reason}"),
    later("it was saved by a newer version of the program ({version}): update FractalMIDI Studio to open it"),
    later("the project could not be read again as it is, so it was not written."),
    later("The version before could not be kept beside it: {reason}."),
    later("two of its takes have the same number"),
    later("its takes are missing"),
    later("its takes are not equally long"),
    later("its takes do not say which of them is shown"),
    later("one of its takes is damaged"),
    later("one of its takes does not fit its music ({reason})"),
    later("the choice among its takes is damaged"),
    later("its takes are damaged"),
    later("its history does not fit its music"),
    later("its history has a step of an unknown kind"),
    later("a step of its history is damaged"),
    later("they are damaged"),
    # Exports
    later("there is no run to animate yet: write something first, then export the GIF"),
    later("the piece has no notes, so there is nothing to animate"),
    later("steps {first} to {last} are no part of this piece, which has steps 0 to {end}"),
    later("{count} steps are too many for one picture (at most {most}): choose a shorter part"),
    later('"{file}" was not written: the piece has no notes to hear.'),
    later('"{file}" was not written: the piece lasts longer than {hours} hours.'),
    # Playing
    later(
        "No sound card could be reached, so the piece plays silently: connect one, or choose a MIDI port under Output."
    ),
    later("This computer has no MIDI system that could be reached, so the music plays through the built-in synth."),
    later(
        "Windows has no virtual MIDI ports: install a loopback driver such as loopMIDI, make a port there "
        "and choose it here."
    ),
    later("The built-in synth failed, so playing stopped: {reason}"),
    later("The sound card is gone, so playing stopped: connect it again and press Play."),
    later('The MIDI port "{port}" is gone, so playing stopped: choose another output.'),
    later('The MIDI port "{port}" is not there: switch the instrument on or choose another port.'),
    later('The MIDI port "{port}" could not be opened: {reason}.'),
    later('The MIDI port "{port}" is back: press Play to go on.'),
    later('The MIDI input "{port}" is not there: plug it in or choose another one.'),
    later('The MIDI input "{port}" could not be opened: {reason}.'),
    later('The MIDI input "{port}" is gone; it is used again when it is back.'),
    later("The virtual MIDI port could not be opened: {reason}."),
    later('The JACK server ended, and with it the MIDI port "{port}".'),
    later("The MIDI clock has ended, so the music stopped."),
    later('The SoundFont "{file}" has {size} MB, more than {most} MB.'),
    later('"{file}" is not a SoundFont 2 file.'),
    later('The SoundFont "{file}" is damaged: its {part} part is missing.'),
    later("{reason} The usual sounds are used instead."),
)


def said_by_core(text: str) -> str:
    """A sentence of core in the language of the window; one that is not known as it is."""
    for shape, template in _shapes():
        found = shape.fullmatch(text)
        if found is not None:
            gaps = {name: said_by_core(value) for name, value in found.groupdict().items()}
            return tr(template).format(**gaps) if gaps else str(tr(template))
    return text


@cache
def _shapes() -> list[tuple[re.Pattern[str], str]]:
    """Each template as a pattern, the most telling first: a reason that is known beats one that is carried over."""
    ordered = sorted(_TEMPLATES, key=lambda template: -len(re.sub(r"\{\w+\}", "", template)))
    return [
        (re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(text)), re.DOTALL), text) for text in ordered
    ]


def import_summary(report: ImportReport) -> str:
    """What was found in a file, for the status line."""
    if not report.num_notes:
        parts = [str(tr("This file has no notes"))]
    else:
        parts = [_counted(report.num_notes, later("{count} note"), later("{count} notes"))]
        if report.num_merged_tracks > 1:
            merged = tr("{count} tracks merged into one roll").format(count=report.num_merged_tracks)
            parts[0] = tr("{one}, {other}").format(one=parts[0], other=merged)
        if report.num_split_tracks:
            parts.append(
                _counted(
                    report.num_split_tracks,
                    later("{count} track of several channels split by channel"),
                    later("{count} tracks of several channels split by channel"),
                )
            )
        if report.num_drum_notes:
            parts.append(
                _counted(
                    report.num_drum_notes,
                    later("{count} drum note played but not shown"),
                    later("{count} drum notes played but not shown"),
                )
            )
        if report.offgrid_share:
            share = f"{report.offgrid_share:.0%}" if report.offgrid_share >= 0.01 else tr("under 1%")
            parts.append(tr("{share} of the notes off the grid").format(share=share))
    text = parts[0]
    for part in parts[1:]:
        text = tr("{one}; {other}").format(one=text, other=part)
    return tr("{sentence}.").format(sentence=text)


def _counted(number: int, one: str, many: str) -> str:
    return tr(one if number == 1 else many).format(count=f"{number:,}")

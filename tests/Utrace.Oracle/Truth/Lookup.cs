namespace Utrace.Oracles.Truth;

/// <summary>The last lookup of a task in a run.</summary>
internal sealed class Lookup(int line, Frame frame, long section)
{
    public int Line => line;

    /// <summary>The functions that have looked it up in this section, this one first: any of them may have what is used.</summary>
    public List<Frame> Frames { get; } = [frame];

    /// <summary>The number of the outermost section that was open; 0: none.</summary>
    public long Section => section;

    /// <summary>The function that made it closed its section and handed the task out all the same: UTR1003 there.</summary>
    public bool IsHandedOut { get; set; }

    /// <summary>Another reference to the same task, of another fate, may be what is used.</summary>
    public bool IsShared { get; set; }

    /// <summary>The calls that were under way when something slept in its section.</summary>
    public List<Frame> BrokenIn { get; } = [];

    public bool IsBroken => BrokenIn.Count > 0;

    /// <summary>A use after that was seen already.</summary>
    public bool IsBrokenReported { get; set; }

    /// <summary>A use after the section was seen already: later ones are no news.</summary>
    public bool IsReported { get; set; }
}

/// <summary>A counted reference of a run.</summary>
internal sealed class Held(IDisposable reference, int line, Frame frame, int number)
{
    /// <summary>Whether it may be what a violation names. Engines do not tell whose they are.</summary>
    public bool IsNumbered(int other) => number == 0 || number == other;

    public IDisposable Reference => reference;

    /// <summary>Where the function that has it now acquired it.</summary>
    public int Line { get; set; } = line;

    public Frame Frame { get; set; } = frame;

    public int PutLine { get; set; }

    /// <summary>Which put of the run it was.</summary>
    public int PutOrder { get; set; }

    public Frame? PutFrame { get; set; }

    /// <summary>Stored where somebody else has to put it: no matter for the rules of the missing put.</summary>
    public bool IsExcused { get; set; }

    /// <summary>Where it went into an output although it was put.</summary>
    public int? GivenOutAfterPut { get; set; }

    /// <summary>Handed to somebody who has put it. A use after that is not told; another put is.</summary>
    public bool IsGiven { get; set; }

    /// <summary>Where what alone held it was assigned something else; 0: nowhere.</summary>
    public int LostLine { get; set; }

    /// <summary>It was acquired where nothing keeps it.</summary>
    public bool IsDropped { get; set; }

    /// <summary>More than one variable had it: which of them lost it the runs can not tell.</summary>
    public bool IsAliased { get; set; }

    public bool IsUseReported { get; set; }
}

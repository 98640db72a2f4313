namespace Utrace.Core;

/// <summary>The time until some sections have ended, to be asked for rather than waited for.</summary>
/// <param name="sections">The sections: who reads, and the stretch that it has looked something up in.</param>
internal sealed class GracePeriod((RcuReader Reader, long Stretch)[] sections)
{
    public bool IsOver => Array.TrueForAll(sections, section => !section.Reader.IsReading(section.Stretch));
}

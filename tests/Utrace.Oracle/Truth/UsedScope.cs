namespace Utrace.Oracles.Truth;

/// <summary>A scope in a <c>using</c>, which says when it closes.</summary>
public ref struct UsedScope : IDisposable
{
    private Rcu.ReadScope _scope;
    private bool _isOpen;

    internal UsedScope(Rcu.ReadScope scope)
    {
        _scope = scope;
        _isOpen = true;
    }

    /// <summary>Closes the section.</summary>
    public void Dispose()
    {
        if (_isOpen)
            Run.Current.Sections.Closed(Run.Current.Top);
        _isOpen = false;
        _scope.Dispose();
    }
}

namespace Utrace.Core;

/// <summary>
/// What the state machine asks of the kernel under it: all that a back end implements, with <see cref="ITaskBackend"/> and
/// <see cref="IPid"/>.
/// </summary>
internal interface IKernelBackend
{
    /// <summary>Guards the state of all tasks and engines of the kernel. Never held while a callback runs.</summary>
    object Gate { get; }

    /// <summary>Who watches that references are used as the rules say.</summary>
    LifetimeLedger Lifetimes { get; }

    bool CanSingleStep { get; }

    bool CanBlockStep { get; }

    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    void ThrowIfDisposed();

    /// <summary>The calling thread is in a call that may block; its sections are broken, and here it may indeed block.</summary>
    void MayBlock();

    /// <summary>
    /// Waits until something is the case, for which <see cref="Changed"/> is the hint. Called with the gate held, which is let
    /// go while it waits.
    /// </summary>
    /// <returns>False when the wait was interrupted.</returns>
    bool WaitUntil(Func<bool> condition, CancellationToken cancellation);

    /// <summary>Something changed that <see cref="WaitUntil"/> may wait for. Called with the gate held.</summary>
    void Changed();

    /// <summary>An exception came out of a callback.</summary>
    /// <returns>False to let it pass on through the kernel.</returns>
    bool TakesFailure(Exception failure);
}

namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>
/// A small immutable map with integer keys, kept sorted in one array: a world has few entries, is copied often and compared oftener,
/// which a tree does worse.
/// </summary>
internal sealed class SlotMap<T>
{
    private readonly int[] keys;
    private readonly T[] values;

    private SlotMap(int[] keys, T[] values)
    {
        this.keys = keys;
        this.values = values;
    }

    public static SlotMap<T> Empty { get; } = new([], []);

    public int Count => keys.Length;

    public int KeyAt(int index) => keys[index];

    public T ValueAt(int index) => values[index];

    public bool TryGet(int key, out T value)
    {
        var index = Array.BinarySearch(keys, key);
        value = index >= 0 ? values[index] : default!;
        return index >= 0;
    }

    public bool Contains(int key) => Array.BinarySearch(keys, key) >= 0;

    public SlotMap<T> With(int key, T value)
    {
        var index = Array.BinarySearch(keys, key);
        if (index >= 0)
        {
            if (EqualityComparer<T>.Default.Equals(values[index], value))
                return this;
            var replaced = (T[])values.Clone();
            replaced[index] = value;
            return new SlotMap<T>(keys, replaced);
        }

        index = ~index;
        var newKeys = new int[keys.Length + 1];
        var newValues = new T[keys.Length + 1];
        Array.Copy(keys, newKeys, index);
        Array.Copy(values, newValues, index);
        newKeys[index] = key;
        newValues[index] = value;
        Array.Copy(keys, index, newKeys, index + 1, keys.Length - index);
        Array.Copy(values, index, newValues, index + 1, values.Length - index);
        return new SlotMap<T>(newKeys, newValues);
    }

    public SlotMap<T> Without(int key) => Contains(key) ? Where((k, _) => k != key) : this;

    /// <summary>The entries that a test keeps; this map itself where it keeps all.</summary>
    public SlotMap<T> Where(Func<int, T, bool> test)
    {
        // Nearly always all are kept, which is to cost nothing.
        var dropped = 0;
        while (dropped < keys.Length && test(keys[dropped], values[dropped]))
            dropped++;
        if (dropped == keys.Length)
            return this;
        var newKeys = new int[keys.Length - 1];
        var newValues = new T[keys.Length - 1];
        Array.Copy(keys, newKeys, dropped);
        Array.Copy(values, newValues, dropped);
        var kept = dropped;
        for (var i = dropped + 1; i < keys.Length; i++)
            if (test(keys[i], values[i]))
            {
                newKeys[kept] = keys[i];
                newValues[kept++] = values[i];
            }

        if (kept == 0)
            return Empty;
        Array.Resize(ref newKeys, kept);
        Array.Resize(ref newValues, kept);
        return new SlotMap<T>(newKeys, newValues);
    }

    /// <summary>The map with every value replaced; this map itself where none changes.</summary>
    public SlotMap<T> Select(Func<T, T> change)
    {
        T[]? changed = null;
        for (var i = 0; i < values.Length; i++)
        {
            var value = change(values[i]);
            if (EqualityComparer<T>.Default.Equals(value, values[i]))
                continue;
            changed ??= (T[])values.Clone();
            changed[i] = value;
        }

        return changed is null ? this : new SlotMap<T>(keys, changed);
    }

    public bool SameAs(SlotMap<T> other, Func<T, T, bool> same)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (keys.Length != other.keys.Length)
            return false;
        for (var i = 0; i < keys.Length; i++)
            if (keys[i] != other.keys[i] || !same(values[i], other.values[i]))
                return false;
        return true;
    }

    public int HashOf(Func<T, int> hash)
    {
        var code = 17;
        for (var i = 0; i < keys.Length; i++)
            code = unchecked((code * 31 + keys[i]) * 31 + hash(values[i]));
        return code;
    }
}

namespace Utrace.Oracles.Grammar;

internal sealed partial class ProgramWriter
{
    /// <summary>A reference that the object owns from here on: <c>Cleanup</c> puts it, or forgets to.</summary>
    private bool Owner(Scope scope)
    {
        bool isEngine = Chance(30);
        string type = isEngine ? "UtraceEngine" : "PidHandle";
        string own = (isEngine ? PickFrom(scope, one => one.Engines) : PickFrom(scope, one => one.Pids)) + ".Get()";
        string field = Name("_own");
        (string Declaration, string Store, string[] Puts) shape = Below(6) switch
        {
            0 => ($"List<{type}> {field} = [];", $"{field}.Add({own});",
                [$"foreach ({type} each in {field}) each.Put();", $"{field}.ForEach(each => each.Dispose());", $"PutAll{field}();"]),
            1 => ($"Queue<{type}> {field} = new();", $"{field}.Enqueue({own});",
                [$"while ({field}.TryDequeue(out {type}? each)) each.Put();", $"while ({field}.Count > 0) {field}.Dequeue().Dispose();"]),
            2 => ($"{type}? {field};", $"{field} ??= {own};",
                [$"{field}?.Put();", $"using ({field}) {{ }}", $"if ({field} is {{ }} last{field}) last{field}.Put();", $"PutAll{field}();"]),
            3 => ($"List<({type}, int)> {field} = [];", $"{field}.Add(({own}, {Below(9)}));",
                [$"foreach (({type} each, _) in {field}) each.Put();"]),
            4 => ($"Stack<{type}> {field} = new();", $"{field}.Push({own});",
                [$"while ({field}.Count > 0) {field}.Pop().Put();", $"foreach ({type} each in {field}) {{ {type} same = each; same.Put(); }}"]),
            _ => ($"List<{type}>? {field};", $"({field} ??= []).Add({own});",
                [$"if ({field} is not null) foreach ({type} each in {field}) each.Put();", $"foreach ({type} each in {field} ?? []) each.Dispose();"]),
        };
        (string declaration, string store, string[] puts) = shape;
        Member(field, "private " + declaration);
        Line(store);
        string put = Pick(puts);
        if (Fault("owner without put", 25))
            put = declaration.StartsWith(type, StringComparison.Ordinal) ? $"Oracle.Log({field} is null);" : $"Oracle.Log({field} is null ? 0 : {field}.Count);";
        if (put.StartsWith("PutAll", StringComparison.Ordinal))
            Member("PutAll" + field, declaration.StartsWith("List", StringComparison.Ordinal)
                ? $"private void PutAll{field}()\n{{\n    for (int i = 0; i < {field}.Count; i++)\n        {field}[i].Put();\n}}"
                : $"private void PutAll{field}()\n{{\n    {type}? it = {field};\n    it?.Put();\n}}");
        _cleanup.Add(put);
        return true;
    }
}

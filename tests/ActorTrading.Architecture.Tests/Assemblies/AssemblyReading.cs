using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ActorTrading.Architecture.Tests.Assemblies;

/// <summary>What a built assembly refers to, from its metadata: no code of it is run.</summary>
/// <param name="Assemblies">Names of referenced assemblies.</param>
/// <param name="Members">Members of other assemblies as <c>Namespace.Type::member/parameters</c>; a type that is only named has the member <c>type</c>.</param>
internal sealed record AssemblyReading(string Name, IReadOnlySet<string> Assemblies, IReadOnlySet<string> Members)
{
    /// <param name="name">File name without extension; the file is beside the tests.</param>
    public static AssemblyReading Of(string name)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
        var metadata = file.GetMetadataReader();
        var assemblies = metadata.AssemblyReferences.Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name)).ToHashSet();
        var members = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeReferences)
        {
            members.Add($"{NameOf(metadata, handle)}::type");
        }

        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            var type = member.Parent.Kind switch
            {
                HandleKind.TypeReference => NameOf(metadata, (TypeReferenceHandle)member.Parent),
                HandleKind.TypeSpecification => Generic(metadata, (TypeSpecificationHandle)member.Parent),
                _ => null,
            };
            if (type is null)
            {
                continue;
            }

            var parameters = member.GetKind() == MemberReferenceKind.Method ? ParameterCount(metadata, member) : 0;
            members.Add($"{type}::{metadata.GetString(member.Name)}/{parameters}");
        }

        return new AssemblyReading(name, assemblies, members);
    }

    private static int ParameterCount(MetadataReader metadata, MemberReference member)
    {
        var signature = metadata.GetBlobReader(member.Signature);
        if (signature.ReadSignatureHeader().IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        return signature.ReadCompressedInteger();
    }

    private static string? Generic(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadCompressedInteger(); // class or value type
        var type = signature.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? NameOf(metadata, (TypeReferenceHandle)type) : null;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}";
        }

        var space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}

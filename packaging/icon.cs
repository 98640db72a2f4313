// Draws the icon of the packages, a line of code with a squiggle under it, into a file: dotnet run packaging/icon.cs -- packaging/icon.png
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

const int Size = 128;
(byte R, byte G, byte B) ground = (0x16, 0x24, 0x3a), code = (0xee, 0xf2, 0xf7), word = (0x6c, 0xb6, 0xff), squiggle = (0xff, 0x5c, 0x5c);

var pixels = new MemoryStream();
using (var packed = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
    for (var y = 0; y < Size; y++)
    {
        packed.WriteByte(0); // The row is stored as it is.
        for (var x = 0; x < Size; x++)
            packed.Write(Pixel(x + 0.5, y + 0.5));
    }

var header = new byte[13];
BinaryPrimitives.WriteInt32BigEndian(header, Size);
BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
header[8] = 8; // Bits of a channel.
header[9] = 6; // Red, green, blue and alpha.

using var png = File.Create(args[0]);
png.Write([0x89, .. "PNG\r\n"u8, 0x1a, .. "\n"u8]);
Chunk("IHDR", header);
Chunk("IDAT", pixels.ToArray());
Chunk("IEND", []);

// Each shape is a distance to its edge; half a pixel on either side of it is blended.
byte[] Pixel(double x, double y)
{
    var colour = ground;
    Paint(code, Bar(x, y, from: 26, to: 48, at: 50));
    Paint(word, Bar(x, y, from: 62, to: 102, at: 50));
    Paint(squiggle, Wave(x, y, from: 26, to: 102, at: 82));
    var alpha = Cover(Box(x - Size / 2, y - Size / 2, half: Size / 2, corner: 24));
    return [colour.R, colour.G, colour.B, (byte)(255 * alpha + 0.5)];

    void Paint((byte R, byte G, byte B) paint, double distance)
    {
        var part = Cover(distance);
        colour = (Mix(colour.R, paint.R), Mix(colour.G, paint.G), Mix(colour.B, paint.B));

        byte Mix(byte below, byte above) => (byte)(below + part * (above - below) + 0.5);
    }
}

static double Cover(double distance) => Math.Clamp(0.5 - distance, 0, 1);

static double Box(double x, double y, double half, double corner)
{
    var (right, down) = (Math.Abs(x) - half + corner, Math.Abs(y) - half + corner);
    return Math.Sqrt(Math.Pow(Math.Max(right, 0), 2) + Math.Pow(Math.Max(down, 0), 2)) + Math.Min(Math.Max(right, down), 0) - corner;
}

static double Bar(double x, double y, double from, double to, double at) =>
    double.Hypot(x - Math.Clamp(x, from, to), y - at) - 6;

static double Wave(double x, double y, double from, double to, double at)
{
    var nearest = double.MaxValue;
    for (var step = from; step <= to; step += 0.25)
        nearest = Math.Min(nearest, double.Hypot(x - step, y - at - 7 * Math.Sin((step - from) * Math.PI / 9.5)));
    return nearest - 3.5;
}

void Chunk(string name, byte[] data)
{
    byte[] checkedPart = [.. Encoding.ASCII.GetBytes(name), .. data];
    Span<byte> number = stackalloc byte[4];
    BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
    png.Write(number);
    png.Write(checkedPart);
    BinaryPrimitives.WriteUInt32BigEndian(number, Crc(checkedPart));
    png.Write(number);
}

static uint Crc(byte[] data)
{
    var crc = uint.MaxValue;
    foreach (var value in data)
    {
        crc ^= value;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
    }
    return ~crc;
}

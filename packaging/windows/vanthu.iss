; Inno Setup 6: the installer for one user, no administrator needed.  iscc packaging\windows\vanthu.iss /DVersion=0.1.0
; It was written on Linux and has not been run on Windows yet.
#ifndef Version
  #define Version "0.1.0"
#endif
#define Name "Văn Thư"

[Setup]
AppId={{6E0A5B1C-8D0C-4E57-9B5B-51D1C2B7A9F4}
AppName={#Name}
AppVersion={#Version}
AppPublisher={#Name}
VersionInfoVersion={#Version}
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\VanThu
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
OutputDir=..\..\dist
OutputBaseFilename=vanthu-{#Version}-setup
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\build\vanthu.ico
UninstallDisplayIcon={app}\vanthu.exe
Compression=lzma2/max
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
en.Desktop=Biểu tượng trên màn hình
en.Autostart=Mở Văn Thư khi bật máy
en.ScanFolder=Lối tắt tới thư mục quét trên màn hình
en.Backup=Bản sao lưu Văn Thư
en.Open=Mở Văn Thư
en.Kept=Dữ liệu của cơ quan vẫn còn nguyên trong thư mục:

[Tasks]
Name: "desktop"; Description: "{cm:Desktop}"
Name: "scanfolder"; Description: "{cm:ScanFolder}"
Name: "autostart"; Description: "{cm:Autostart}"; Flags: unchecked

[Files]
Source: "..\..\dist\vanthu\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Dirs]
; The office's own folder, where the program makes an office unless another place is chosen; never removed again.
Name: "{localappdata}\vanthu\office\scans"; Flags: uninsneveruninstall; Tasks: scanfolder

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\vanthu.exe"
Name: "{userdesktop}\{#Name}"; Filename: "{app}\vanthu.exe"; Tasks: desktop
Name: "{userdesktop}\Thư mục quét"; Filename: "{localappdata}\vanthu\office\scans"; Tasks: scanfolder
Name: "{userstartup}\{#Name}"; Filename: "{app}\vanthu.exe"; Tasks: autostart

[Registry]
; A backup opens the wizard that restores it.
Root: HKCU; Subkey: "Software\Classes\.vanthu"; ValueType: string; ValueData: "VanThu.Backup"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\VanThu.Backup"; ValueType: string; ValueData: "{cm:Backup}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\VanThu.Backup\DefaultIcon"; ValueType: string; ValueData: "{app}\vanthu.exe,0"
Root: HKCU; Subkey: "Software\Classes\VanThu.Backup\shell\open\command"; ValueType: string; ValueData: """{app}\vanthu.exe"" open-backup ""%1"""

[Run]
Filename: "{app}\vanthu.exe"; Description: "{cm:Open}"; Flags: nowait postinstall skipifsilent

[Code]
procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if (Step = usPostUninstall) and DirExists(ExpandConstant('{localappdata}\vanthu')) and not UninstallSilent then
    MsgBox(CustomMessage('Kept') + #13#10 + ExpandConstant('{localappdata}\vanthu'), mbInformation, MB_OK);
end;

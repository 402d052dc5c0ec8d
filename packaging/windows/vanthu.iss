; Inno Setup 6: the installer for one user, no administrator needed.  iscc packaging\windows\vanthu.iss /DVersion=0.1.0
; Compiled, installed, upgraded and removed under Wine 10 so far, not on a Windows PC.
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
; The program holds this mutex while it runs (desktop/ui/running.py): setup and uninstaller ask to close it first. What
; still holds a file is closed by the system.
AppMutex=VanThuRunning
SetupMutex=VanThuSetup
CloseApplications=yes
RestartApplications=no
ShowLanguageDialog=no
UsePreviousAppDir=yes
UsePreviousTasks=yes
WizardStyle=modern

[Languages]
Name: "vi"; MessagesFile: "compiler:Default.isl,vietnamese.isl"

[CustomMessages]
vi.Desktop=Biểu tượng trên màn hình
vi.Autostart=Mở Văn Thư khi bật máy
vi.ScanFolder=Lối tắt tới thư mục quét trên màn hình
vi.Backup=Bản sao lưu Văn Thư
vi.Open=Mở Văn Thư
vi.Kept=Dữ liệu của cơ quan vẫn còn nguyên trong thư mục:

[Tasks]
Name: "desktop"; Description: "{cm:Desktop}"
Name: "scanfolder"; Description: "{cm:ScanFolder}"
Name: "autostart"; Description: "{cm:Autostart}"; Flags: unchecked

[InstallDelete]
; An upgrade leaves no file of the older version that the newer one does not have.
Type: filesandordirs; Name: "{app}\_internal"

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

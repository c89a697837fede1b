# 管理本机设备的后台程序，以及 hallcall hal 的输出
cli-help-hald = 运行管理本机设备的后台程序。
cli-option-hald-socket = 监听的套接字；不写则用本机文件里的。
counter-device-idcard = 读卡器
counter-device-elsewhere = { $machine } { $device }：{ $need }{ $more ->
    [0] {""}
   *[other] （另有 { $more } 台）
  }
cli-option-hald-report = 以本机（K1、C12）设备看护的身份，向服务器报告设备状态。
cli-help-hal-list = 列出驱动、本机端口，以及端口归哪个设备。
cli-help-hal-status = 查看本机每个设备的状态。有设备不能用时退出码为 1。
cli-help-hal-probe = 用每个驱动试一个端口，看是哪种设备。
cli-help-hal-test = 让一个设备实际工作一次。
cli-help-hal-trace = 显示驱动和设备之间的每个字节。
cli-option-seconds = 多少秒
cli-option-port = 串口，如 /dev/ttyUSB0
hal-drivers = 驱动：{ $drivers }
hal-port-unknown = 未登记
hal-device-elsewhere = { $device }（{ $driver }）：端口不在本机
hal-probe-answered = { $driver }：有回答
hal-test-slip = 测试小票
hal-test-printed = 小票已打印。
hal-test-lay-card = 请把证件放在读卡器上。
hal-test-card-read = 读到一张证件：{ $kind }
hal-test-no-card = 没有读到证件。
